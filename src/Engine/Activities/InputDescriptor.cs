using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tracker.Engine;

/// <summary>A property of an activity that is set from the node.</summary>
internal sealed record InputDescriptor(string JsonName, Type ValueType, bool IsRequired, Action<IActivity, object> Set, Func<object?, object> Wrap)
{
    public static bool IsInput(PropertyInfo property) =>
        property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Input<>);

    public static InputDescriptor Of(PropertyInfo property)
    {
        var make = typeof(InputDescriptor).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (InputDescriptor)make.MakeGenericMethod(property.DeclaringType!, property.PropertyType.GetGenericArguments()[0]).Invoke(null, [property])!;
    }

    /// <summary>null when the node does not give the input.</summary>
    /// <exception cref="FormatException">The kind of expression, or the literal, cannot be read.</exception>
    /// <exception cref="ExpressionException">The JavaScript is not in the subset.</exception>
    public BoundInput? Bind(Node node)
    {
        var expression = node.Json.MemberOrNull(JsonName) is { } json ? InputExpression.Read(json) : null;
        return expression is null ? null
            : !expression.IsLiteral ? new(this, node.Id, expression, Constant: null)
            : Conversion.To(expression.Constant(), ValueType) is { } value ? new(this, node.Id, expression, Wrap(value))
            : null;
    }

    private static InputDescriptor Make<TActivity, TValue>(PropertyInfo property)
        where TActivity : IActivity
    {
        var set = property.SetMethod!.CreateDelegate<Action<TActivity, Input<TValue>>>();
        return new(
            JsonNamingPolicy.CamelCase.ConvertName(property.Name),
            typeof(TValue),
            property.IsDefined(typeof(RequiredMemberAttribute)),
            (activity, input) => set((TActivity)activity, (Input<TValue>)input),
            value => new Input<TValue>((TValue)value!));
    }
}

/// <summary>An input that a node gives: always the same, or evaluated each time.</summary>
internal sealed record BoundInput(InputDescriptor Descriptor, string NodeId, InputExpression Expression, object? Constant)
{
    /// <summary>null when it came to nothing and may do so.</summary>
    /// <exception cref="FormatException">It cannot be read as its type, or came to nothing and must not.</exception>
    /// <exception cref="ExpressionException">The script failed.</exception>
    public object? Evaluate(Memory memory)
    {
        if (Constant is not null)
        {
            return Constant;
        }

        try
        {
            var value = Conversion.To(Expression.Evaluate(memory), Descriptor.ValueType);
            return value is not null ? Descriptor.Wrap(value)
                : Descriptor.IsRequired ? throw new FormatException("there is no value")
                : null;
        }
        catch (FormatException unreadable)
        {
            throw new FormatException($"The input '{Descriptor.JsonName}' of '{NodeId}': {unreadable.Message}.", unreadable);
        }
    }
}
