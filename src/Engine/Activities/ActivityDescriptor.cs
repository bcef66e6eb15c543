using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Tracker.Engine;

/// <summary>What the engine knows about a class marked with <see cref="ActivityAttribute"/>.</summary>
internal sealed record ActivityDescriptor(string TypeName, Type Type, IReadOnlyList<string> Outcomes, IReadOnlyList<InputDescriptor> Inputs)
{
    private readonly ObjectFactory create = ActivatorUtilities.CreateFactory(Type, []);

    /// <summary>Whether it belongs to the engine: it asks nothing of the host's tables, and its ports may depend on the node.</summary>
    public bool IsBuiltIn { get; } = Type.Assembly == typeof(ActivityDescriptor).Assembly;

    public static ActivityDescriptor Of(Type type)
    {
        var attribute = type.GetCustomAttribute<ActivityAttribute>()!;
        var inputs = type.GetProperties().Where(InputDescriptor.IsInput).Select(InputDescriptor.Of);
        return new(attribute.TypeName, type, attribute.Outcomes, [.. inputs]);
    }

    /// <summary>The ports that connections may leave this node from; <see cref="Ports.AreOpen"/> when only an execution can tell.</summary>
    /// <exception cref="FormatException">The inputs that name the ports cannot be read.</exception>
    public IReadOnlyList<string> OutcomesOf(Node node) => IsBuiltIn ? Ports.Of(node) ?? Outcomes : Outcomes;

    public BoundActivity Bind(Node node) => new(this, node, [.. Inputs.Select(input => input.Bind(node)).OfType<BoundInput>()]);

    public IActivity Create(IServiceProvider services) => (IActivity)create(services, []);
}

/// <summary>An activity of a definition with its inputs read and ready.</summary>
internal sealed record BoundActivity(ActivityDescriptor Descriptor, Node Node, IReadOnlyList<BoundInput> Inputs)
{
    /// <exception cref="FormatException">The value of an input cannot be read as its type.</exception>
    /// <exception cref="ExpressionException">The script of an input failed.</exception>
    public IActivity Create(IServiceProvider services, Memory memory)
    {
        var activity = Descriptor.Create(services);
        foreach (var input in Inputs)
        {
            if (input.Evaluate(memory) is { } value)
            {
                input.Descriptor.Set(activity, value);
            }
        }

        return activity;
    }
}
