namespace Tracker.Engine;

internal static class ConnectionFindings
{
    public static IEnumerable<Finding> Of(Flowchart chart, ActivityRegistry registry)
    {
        var ports = chart.Activities.DistinctBy(node => node.Id, StringComparer.Ordinal)
            .ToDictionary(node => node.Id, node => PortsOf(node, registry), StringComparer.Ordinal);
        return [.. Dangling(chart), .. WrongPorts(chart, ports), .. Unreachable(chart), .. DeadEnds(chart, ports)];
    }

    private static IEnumerable<Finding> Dangling(Flowchart chart) =>
        from connection in chart.Connections
        where !chart.Contains(connection.Source) || !chart.Contains(connection.Target)
        let known = chart.Contains(connection.Source) ? chart.Node(connection.Source) : null
        let missing = known is null ? connection.Source : connection.Target
        select new Finding(FindingSeverity.Error, connection.Source, known?.Type,
            $"The connection from '{connection.Source}' to '{connection.Target}' dangles: there is no activity '{missing}'.");

    private static IEnumerable<Finding> WrongPorts(Flowchart chart, Dictionary<string, IReadOnlyList<string>?> ports) =>
        from connection in chart.Connections
        where chart.Contains(connection.Source)
        let outcomes = ports[connection.Source]
        where outcomes?.Contains(connection.Port, StringComparer.Ordinal) == false
        select new Finding(FindingSeverity.Error, connection.Source, chart.Node(connection.Source).Type,
            $"The connection to '{connection.Target}' leaves from port '{connection.Port}', which is not an outcome of this activity.");

    private static IEnumerable<Finding> Unreachable(Flowchart chart) =>
        from node in chart.Activities
        where chart.Start is { } start && node != start && node.Id != start.Id && !chart.Reaches(start.Id, node.Id, forwardOnly: false)
        select new Finding(FindingSeverity.Error, node.Id, node.Type, "The activity cannot be reached from the start.");

    private static IEnumerable<Finding> DeadEnds(Flowchart chart, Dictionary<string, IReadOnlyList<string>?> ports) =>
        from node in chart.Activities
        let outcomes = ports[node.Id]
        where outcomes is { Count: > 1 }
        from outcome in outcomes
        where !chart.From(node.Id, outcome).Any()
        select new Finding(FindingSeverity.Warning, node.Id, node.Type, $"The outcome '{outcome}' leads nowhere: the branch ends there.");

    /// <summary><see langword="null"/> when the activity is unknown or its ports cannot be read, which is a finding of its own.</summary>
    private static IReadOnlyList<string>? PortsOf(Node node, ActivityRegistry registry)
    {
        try
        {
            return registry.Find(node.Type)?.OutcomesOf(node) is { } ports && !Ports.AreOpen(ports) ? ports : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or ExpressionException)
        {
            return null;
        }
    }
}
