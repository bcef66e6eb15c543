namespace Tracker.Engine;

/// <summary>An input of an activity, set from the property of the same name (in camel case) of its node.</summary>
/// <remarks>A <c>required</c> property must be given in the definition, or publishing is refused; an optional one is nullable.
/// Read it with <see cref="ActivityContext.Get{T}"/>.</remarks>
/// <typeparam name="T">What the literal is read as: string, number, Boolean, GUID, date, time span, enumeration, array, record.</typeparam>
public sealed class Input<T>
{
    /// <summary>An input with a fixed value.</summary>
    public Input(T value) => Value = value;

    internal T Value { get; }
}
