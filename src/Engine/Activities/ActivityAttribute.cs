namespace Tracker.Engine;

/// <summary>Makes a class an activity that definitions can name.</summary>
/// <param name="typeName">The <c>type</c> of the node in the definition, such as <c>Tracker.SendReminder</c>; never renamed.</param>
/// <param name="outcomes">Every outcome it may return; <c>Done</c> when none is listed. Connections leave from no other port.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ActivityAttribute(string typeName, params string[] outcomes) : Attribute
{
    /// <summary>The <c>type</c> of the node in the definition.</summary>
    public string TypeName { get; } = typeName;

    /// <summary>Every outcome the activity may return.</summary>
    public IReadOnlyList<string> Outcomes { get; } = outcomes is [] ? ["Done"] : outcomes;
}
