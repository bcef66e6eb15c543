using System.Collections.Concurrent;

namespace Tracker.Engine;

/// <summary>The graph of a flowchart: which activity follows from which outcome, and what can still reach what.</summary>
internal sealed class Flowchart
{
    private readonly Dictionary<string, Node> nodes;
    private readonly ILookup<string, Connection> outbound;
    private readonly ILookup<string, Connection> inbound;
    private readonly HashSet<Connection> backward = [];
    private readonly ConcurrentDictionary<(string From, bool ForwardOnly), HashSet<string>> reach = new();
    private readonly ConcurrentDictionary<string, FlowJoinMode> modes = new(StringComparer.Ordinal);

    public Flowchart(Node node, IReadOnlyList<Connection> connections)
    {
        Activities = node.Children;
        Connections = connections;
        nodes = Activities.DistinctBy(activity => activity.Id, StringComparer.Ordinal).ToDictionary(activity => activity.Id, StringComparer.Ordinal);
        outbound = Connections.Where(c => nodes.ContainsKey(c.Target)).ToLookup(c => c.Source, StringComparer.Ordinal);
        inbound = Connections.Where(c => nodes.ContainsKey(c.Source)).ToLookup(c => c.Target, StringComparer.Ordinal);
        Start = FindStart(node);
        FindBackward();
    }

    public IReadOnlyList<Node> Activities { get; }

    public IReadOnlyList<Connection> Connections { get; }

    /// <summary><see langword="null"/> only when there is no activity.</summary>
    public Node? Start { get; }

    public Node Node(string id) => nodes[id];

    public bool Contains(string id) => nodes.ContainsKey(id);

    public IEnumerable<Connection> From(string id) => outbound[id];

    public IEnumerable<Connection> From(string id, string port) => outbound[id].Where(c => c.Port == port);

    /// <summary>Whether the connection goes back to an activity that leads to it: a loop.</summary>
    public bool IsBackward(Connection connection) => backward.Contains(connection);

    /// <summary>The connections that come to an activity without going round a loop.</summary>
    public IEnumerable<Connection> ForwardTo(string id) => inbound[id].Where(c => !IsBackward(c));

    /// <summary>Whether a branch at one activity can come to another one in one step or more.</summary>
    public bool Reaches(string from, string to, bool forwardOnly) => reach.GetOrAdd((from, forwardOnly), ReachOf).Contains(to);

    /// <summary>Elsa's default is <c>WaitAny</c>.</summary>
    /// <exception cref="FormatException">It is not a literal, or there is no such mode.</exception>
    public FlowJoinMode ModeOf(Node join) => modes.GetOrAdd(join.Id, _ => ReadMode(join));

    private static FlowJoinMode ReadMode(Node join)
    {
        var mode = InputExpression.Read(join.Json.MemberOrNull("mode") ?? default);
        return mode is null ? FlowJoinMode.WaitAny : (FlowJoinMode)Conversion.To(mode.Constant(), typeof(FlowJoinMode))!;
    }

    private HashSet<string> ReachOf((string From, bool ForwardOnly) way)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([way.From]);
        while (open.TryPop(out var id))
        {
            foreach (var target in outbound[id].Where(c => !way.ForwardOnly || !IsBackward(c)).Select(c => c.Target).Where(seen.Add))
            {
                open.Push(target);
            }
        }

        return seen;
    }

    private Node? FindStart(Node flowchart) =>
        (flowchart.Json.TextOrNull("start") is { } start ? nodes.GetValueOrDefault(start) : null)
        ?? Activities.FirstOrDefault(node => node.Type == BuiltInActivities.Start)
        ?? Activities.FirstOrDefault(node => node.CanStartWorkflow)
        ?? Activities.FirstOrDefault(node => !inbound[node.Id].Any())
        ?? (Activities is [] ? null : Activities[0]);

    /// <summary>Depth first from the start, without recursion: a definition may be one long line.</summary>
    private void FindBackward()
    {
        var onPath = new HashSet<string>(StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in Activities.OrderBy(node => node == Start ? 0 : 1).Where(node => done.Add(node.Id)))
        {
            onPath.Add(node.Id);
            var path = new Stack<(string Id, IEnumerator<Connection> Ways)>([(node.Id, outbound[node.Id].GetEnumerator())]);
            while (path.TryPeek(out var at))
            {
                if (!at.Ways.MoveNext())
                {
                    onPath.Remove(path.Pop().Id);
                    continue;
                }

                var connection = at.Ways.Current;
                if (onPath.Contains(connection.Target))
                {
                    backward.Add(connection);
                }
                else if (done.Add(connection.Target))
                {
                    onPath.Add(connection.Target);
                    path.Push((connection.Target, outbound[connection.Target].GetEnumerator()));
                }
            }
        }
    }
}
