using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Tracker.Engine;

/// <summary>What the engine knows about a class marked with <see cref="ActivityAttribute"/>.</summary>
internal sealed record ActivityDescriptor(string TypeName, Type Type, IReadOnlyList<string> Outcomes, IReadOnlyList<InputDescriptor> Inputs)
{
    /// <summary>Whether it is one of the engine's own, which ask nothing of the database.</summary>
    public bool IsBuiltIn { get; } = Type.Assembly == typeof(ActivityDescriptor).Assembly;

    public static ActivityDescriptor Of(Type type)
    {
        var attribute = type.GetCustomAttribute<ActivityAttribute>()!;
        var inputs = type.GetProperties().Where(InputDescriptor.IsInput).Select(InputDescriptor.Of);
        return new(attribute.TypeName, type, attribute.Outcomes, [.. inputs]);
    }

    /// <summary>The ports that connections may leave this node from.</summary>
    public IReadOnlyList<string> OutcomesOf(Node node) => TypeName switch
    {
        BuiltInActivities.FlowFork => Inputs.Single().Read(node) as string[] ?? [],
        BuiltInActivities.End => [],
        _ => Outcomes,
    };

    public IActivity Create(Node node, IServiceProvider services)
    {
        var activity = (IActivity)ActivatorUtilities.CreateInstance(services, Type);
        foreach (var input in Inputs)
        {
            input.Set(activity, node);
        }

        return activity;
    }
}

internal sealed record InputDescriptor(string JsonName, PropertyInfo Property, Type ValueType, bool IsRequired)
{
    public static bool IsInput(PropertyInfo property) =>
        property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Input<>);

    public static InputDescriptor Of(PropertyInfo property) => new(
        JsonNamingPolicy.CamelCase.ConvertName(property.Name),
        property,
        property.PropertyType.GetGenericArguments()[0],
        property.IsDefined(typeof(RequiredMemberAttribute)));

    /// <summary>The value given in the node; <see langword="null"/> when there is none.</summary>
    /// <exception cref="FormatException">The input has a kind of expression or a value that cannot be read.</exception>
    public object? Read(Node node) => node.Json.TryGetProperty(JsonName, out var json) ? InputReader.Read(json, ValueType) : null;

    public void Set(IActivity activity, Node node)
    {
        if (Read(node) is { } value)
        {
            Property.SetValue(activity, Activator.CreateInstance(Property.PropertyType, value));
        }
    }
}
