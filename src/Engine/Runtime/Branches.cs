namespace Tracker.Engine;

/// <summary>The live branches of one flowchart: what runs next, what is held at a join, what a join or an end cancels.</summary>
/// <remarks>
/// A branch that comes to a <c>WaitAll</c> join, or to any activity where forward connections meet, is held there while another
/// live branch can still come to it; branches that meet become one. A loop's backward connection passes.
/// </remarks>
internal sealed class Branches(Flowchart chart, WorkflowState state)
{
    private readonly Queue<Execution> scheduled = new();
    private readonly List<Execution> waiting = [.. state.Waiting];
    private readonly List<Execution> held = [.. state.Held];
    private int lastExecution = state.LastExecution;

    public bool IsEmpty => scheduled.Count + waiting.Count + held.Count == 0;

    public WorkflowState ToState() => new(lastExecution, [.. waiting], [.. held]);

    public void Start() => scheduled.Enqueue(New(chart.Start!.Id));

    public void Arrive(Connection connection)
    {
        if (chart.IsBackward(connection) || !IsHolding(connection.Target))
        {
            scheduled.Enqueue(New(connection.Target));
        }
        else if (held.TrueForAll(execution => execution.NodeId != connection.Target))
        {
            held.Add(New(connection.Target));
        }
    }

    /// <summary>The execution to run next; <see langword="null"/> when every branch rests.</summary>
    public Execution? Next()
    {
        if (scheduled.TryDequeue(out var next))
        {
            return next;
        }

        next = held.Find(HasAllItsBranches);
        return next is not null && held.Remove(next) ? next : null;
    }

    public void Wait(Execution execution) => waiting.Add(execution);

    public Execution? Wake(int executionId)
    {
        var woken = waiting.Find(execution => execution.Id == executionId);
        return woken is not null && waiting.Remove(woken) ? woken : null;
    }

    /// <summary>What loses the race when a branch passes this activity: for a <c>WaitAny</c> join every branch that could still come to it,
    /// for the end all of them.</summary>
    public IReadOnlyList<Execution> CancelLosers(Node passed) => passed.Type switch
    {
        BuiltInActivities.End => Cancel(_ => true),
        BuiltInActivities.FlowJoin when chart.ModeOf(passed) == FlowJoinMode.WaitAny =>
            Cancel(other => other.NodeId == passed.Id || chart.Reaches(other.NodeId, passed.Id, forwardOnly: false)),
        _ => [],
    };

    private bool HasAllItsBranches(Execution meeting) =>
        !held.Concat(waiting).Any(other => other != meeting && chart.Reaches(other.NodeId, meeting.NodeId, forwardOnly: true));

    private Execution New(string nodeId) => new(++lastExecution, nodeId);

    private bool IsHolding(string nodeId) => chart.Node(nodeId) is { Type: BuiltInActivities.FlowJoin } join
        ? chart.ModeOf(join) == FlowJoinMode.WaitAll
        : chart.IsMeeting(nodeId);

    private Execution[] Cancel(Func<Execution, bool> isLoser)
    {
        Execution[] losers = [.. scheduled.Concat(waiting).Concat(held).Where(isLoser)];
        Execution[] others = [.. scheduled.Except(losers)];
        scheduled.Clear();
        Array.ForEach(others, scheduled.Enqueue);
        waiting.RemoveAll(losers.Contains);
        held.RemoveAll(losers.Contains);
        return losers;
    }
}
