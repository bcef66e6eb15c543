namespace Tracker.Engine;

/// <summary>The ports of the built-in activities that the node decides about.</summary>
internal static class Ports
{
    private static readonly string[] Any = ["*"];

    /// <summary>null where the activity's own list says it.</summary>
    /// <exception cref="FormatException">The inputs that name the ports cannot be read.</exception>
    public static IReadOnlyList<string>? Of(Node node) => node.Type switch
    {
        BuiltInActivities.FlowFork => Texts(node, "branches") ?? ["Done"],
        BuiltInActivities.FlowSwitch => [.. node.Cases.Select(item => item.Label).Append("Default").Distinct(StringComparer.Ordinal)],
        BuiltInActivities.RunJavaScript => ["Done", .. (Texts(node, "possibleOutcomes") ?? []).Where(outcome => outcome != "Done")],
        BuiltInActivities.End or BuiltInActivities.Complete or BuiltInActivities.Finish or BuiltInActivities.Fault => [],
        BuiltInActivities.Flowchart or BuiltInActivities.Sequence => OfComposite(node),
        _ => null,
    };

    public static bool AreOpen(IReadOnlyList<string> ports) => ReferenceEquals(ports, Any);

    /// <summary>The outcomes that Complete gives its composite, as far as they are written out.</summary>
    private static string[] OfComposite(Node composite)
    {
        var completes = composite.SelfAndDescendants.Where(node => node.Type == BuiltInActivities.Complete);
        string[][] given = [.. completes.Select(node => Texts(node, "outcomes") ?? ["Done"])];
        return given.Any(ports => AreOpen(ports)) ? Any : [.. given.SelectMany(outcomes => outcomes).Prepend("Done").Distinct(StringComparer.Ordinal)];
    }

    private static string[]? Texts(Node node, string member)
    {
        var expression = node.Json.MemberOrNull(member) is { } json ? InputExpression.Read(json) : null;
        return expression is null ? null : expression.IsLiteral ? Complete.Read(expression.Constant()) : Any;
    }
}
