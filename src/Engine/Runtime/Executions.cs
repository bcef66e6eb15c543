namespace Tracker.Engine;

/// <summary>The live visits of an instance, as a tree: those to run, those that wait, those held at a join, and composites around them.</summary>
internal sealed class Executions
{
    public const int RootId = 0;

    private readonly WorkflowDefinition definition;
    private readonly Dictionary<int, Execution> live = [];
    private readonly Queue<Execution> scheduled = new();
    private readonly SortedSet<int> waiting = [];
    private readonly SortedSet<int> held = [];
    private int lastExecution;

    public Executions(WorkflowDefinition definition, WorkflowState state)
    {
        this.definition = definition;
        lastExecution = state.LastExecution;
        foreach (var execution in state.Waiting.Concat(state.Held).Concat(state.Open ?? []))
        {
            live.Add(execution.Id, execution);
        }

        waiting.UnionWith(state.Waiting.Select(execution => execution.Id));
        held.UnionWith(state.Held.Select(execution => execution.Id));
        Root = live.TryGetValue(RootId, out var root) ? root : live[RootId] = new(RootId, definition.Root.Id);
    }

    public Execution Root { get; }

    public bool IsEmpty => live.Count == 0;

    public IEnumerable<Execution> Held => held.Select(id => live[id]);

    public WorkflowState ToState(WorkflowState before) => before with
    {
        LastExecution = lastExecution,
        Waiting = [.. waiting.Select(id => live[id])],
        Held = [.. Held],
        Open = live.Values.Where(IsOpen).OrderBy(execution => execution.Id).ToArray() is { Length: > 0 } open ? open : null,
    };

    public Node NodeOf(Execution execution) => execution.Id == RootId ? definition.Root : definition.Node(execution.NodeId);

    public Execution? ParentOf(Execution execution) => execution.Id == RootId ? null : live.GetValueOrDefault(execution.Parent, Root);

    public bool Exists(int id) => live.ContainsKey(id);

    public IEnumerable<Execution> ChildrenOf(Execution parent) =>
        live.Values.Where(execution => execution.Parent == parent.Id && execution.Id != RootId);

    /// <summary>The innermost first.</summary>
    public IReadOnlyList<Execution> DescendantsOf(Execution parent) =>
        [.. ChildrenOf(parent).OrderBy(child => child.Id).SelectMany(child => DescendantsOf(child).Append(child))];

    public void Schedule(Execution execution)
    {
        live[execution.Id] = execution;
        scheduled.Enqueue(execution);
    }

    public void Schedule(Visit visit, Execution parent) => Schedule(New(visit.Node.Id, parent) with { Values = visit.Values });

    public Execution New(string nodeId, Execution parent) => new(++lastExecution, nodeId, parent.Id);

    /// <summary>The visit to run next; null when every branch rests.</summary>
    public Execution? Next()
    {
        while (scheduled.TryDequeue(out var next))
        {
            if (live.TryGetValue(next.Id, out var alive) && ReferenceEquals(alive, next))
            {
                return next;
            }
        }

        return null;
    }

    public void Wait(Execution execution) => waiting.Add(execution.Id);

    public Execution? Wake(int executionId) => waiting.Remove(executionId) ? live[executionId] : null;

    public void Hold(Execution execution)
    {
        live[execution.Id] = execution;
        held.Add(execution.Id);
    }

    public void Release(Execution execution)
    {
        held.Remove(execution.Id);
        scheduled.Enqueue(execution);
    }

    public void Remove(Execution execution)
    {
        live.Remove(execution.Id);
        waiting.Remove(execution.Id);
        held.Remove(execution.Id);
    }

    private bool IsOpen(Execution execution) =>
        !waiting.Contains(execution.Id) && !held.Contains(execution.Id)
        && (execution.Id != RootId || execution is not { Items: null, Values: null, Outputs: null });
}
