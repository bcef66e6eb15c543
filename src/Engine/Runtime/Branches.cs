namespace Tracker.Engine;

/// <summary>The branches of the flowcharts of an instance: where one goes, what is held at a join, what a join cancels.</summary>
/// <remarks>
/// A branch that comes to a join for all, or to any activity where forward connections meet, is held there while another live branch
/// of the same flowchart can still come to it; branches that meet become one. A loop's backward connection passes.
/// </remarks>
internal sealed class Branches(Executions executions)
{
    /// <summary>Goes on by the connections of these outcomes.</summary>
    public void Follow(Execution flow, Node from, IReadOnlyList<string> outcomes)
    {
        var chart = executions.NodeOf(flow).Chart!;
        foreach (var connection in outcomes.SelectMany(outcome => chart.From(from.Id, outcome)))
        {
            Arrive(flow, chart, connection);
        }
    }

    /// <summary>A join that nothing holds any more; null when there is none.</summary>
    public Execution? Ready() => executions.Held.FirstOrDefault(HasAllItsBranches);

    /// <summary>Whether a join for all must be given up, because a connection to it was not taken.</summary>
    public bool IsGivenUp(Execution join)
    {
        var chart = ChartOf(join);
        return join.From is { } taken && ModeOf(chart, join.NodeId) == FlowJoinMode.WaitAll
            && chart.ForwardTo(join.NodeId).Any(connection => !taken.Contains(KeyOf(connection), StringComparer.Ordinal));
    }

    /// <summary>What loses the race when a branch passes a <c>WaitAny</c> join: every branch that could still come to it.</summary>
    public IReadOnlyList<Execution> Losers(Execution passing, Node join)
    {
        if (join.Type != BuiltInActivities.FlowJoin || join.Parent?.Chart is not { } chart || chart.ModeOf(join) != FlowJoinMode.WaitAny)
        {
            return [];
        }

        var flow = executions.ParentOf(passing)!;
        return [.. executions.ChildrenOf(flow)
            .Where(other => other != passing && (other.NodeId == join.Id || chart.Reaches(other.NodeId, join.Id, forwardOnly: false)))
            .OrderBy(other => other.Id)];
    }

    private static FlowJoinMode? ModeOf(Flowchart chart, string nodeId) =>
        chart.Node(nodeId) is { Type: BuiltInActivities.FlowJoin } join ? chart.ModeOf(join) : null;

    private static bool IsHolding(Flowchart chart, string nodeId) => ModeOf(chart, nodeId) is { } mode
        ? mode != FlowJoinMode.WaitAny
        : chart.ForwardTo(nodeId).Skip(1).Any();

    private static string KeyOf(Connection connection) => $"{connection.Source}:{connection.Port}";

    private Flowchart ChartOf(Execution inside) => executions.NodeOf(executions.ParentOf(inside)!).Chart!;

    private void Arrive(Execution flow, Flowchart chart, Connection connection)
    {
        if (chart.IsBackward(connection) || !IsHolding(chart, connection.Target))
        {
            executions.Schedule(executions.New(connection.Target, flow));
            return;
        }

        if (executions.Held.FirstOrDefault(other => other.NodeId == connection.Target && other.Parent == flow.Id) is not { } join)
        {
            join = executions.New(connection.Target, flow);
            join.From = ModeOf(chart, connection.Target) == FlowJoinMode.WaitAll ? [] : null;
            executions.Hold(join);
        }

        join.From?.Add(KeyOf(connection));
    }

    private bool HasAllItsBranches(Execution meeting)
    {
        var chart = ChartOf(meeting);
        return !executions.ChildrenOf(executions.ParentOf(meeting)!)
            .Any(other => other.Id != meeting.Id && chart.Reaches(other.NodeId, meeting.NodeId, forwardOnly: true));
    }
}
