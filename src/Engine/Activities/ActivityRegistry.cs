using System.Reflection;

namespace Tracker.Engine;

/// <summary>The activities that definitions can name: the built-in ones of Elsa's vocabulary and the host's.</summary>
public sealed class ActivityRegistry
{
    private readonly Dictionary<string, ActivityDescriptor> byTypeName;

    private ActivityRegistry(Dictionary<string, ActivityDescriptor> byTypeName) => this.byTypeName = byTypeName;

    /// <summary>The built-in activities and every class with <see cref="ActivityAttribute"/> in these assemblies.</summary>
    /// <exception cref="InvalidOperationException">Two classes claim one type name, or one is not an <see cref="IActivity"/>.</exception>
    public static ActivityRegistry Of(params Assembly[] assemblies)
    {
        var found = new Dictionary<string, ActivityDescriptor>(StringComparer.Ordinal);
        foreach (var descriptor in assemblies.Append(typeof(ActivityRegistry).Assembly).Distinct().SelectMany(ActivitiesOf))
        {
            if (!found.TryAdd(descriptor.TypeName, descriptor))
            {
                var first = found[descriptor.TypeName].Type;
                throw new InvalidOperationException($"{descriptor.Type} and {first} are both '{descriptor.TypeName}'.");
            }
        }

        return new(found);
    }

    internal ActivityDescriptor? Find(string typeName) => byTypeName.GetValueOrDefault(typeName);

    internal ActivityDescriptor Get(string typeName) => Find(typeName)
        ?? throw new InvalidOperationException($"This host has no activity '{typeName}', which a published definition uses.");

    private static IEnumerable<ActivityDescriptor> ActivitiesOf(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.IsDefined(typeof(ActivityAttribute), inherit: false)).Select(Describe);

    private static ActivityDescriptor Describe(Type type) => typeof(IActivity).IsAssignableFrom(type)
        ? ActivityDescriptor.Of(type)
        : throw new InvalidOperationException($"{type} has the attribute of an activity and does not implement {nameof(IActivity)}.");
}
