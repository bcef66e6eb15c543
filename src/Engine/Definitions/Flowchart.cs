using System.Text.Json;

namespace Tracker.Engine;

/// <summary>The graph of a definition: which activity follows from which outcome, and what can still reach what.</summary>
internal sealed class Flowchart
{
    private readonly Dictionary<string, Node> nodes;
    private readonly ILookup<string, Connection> outbound;
    private readonly HashSet<Connection> backward = [];

    private Flowchart(JsonElement json)
    {
        Json = json;
        Activities = [.. json.ItemsOf("activities").Select(Engine.Node.Read)];
        Connections = [.. json.ItemsOf("connections").Select(Connection.Read)];
        nodes = Activities.DistinctBy(node => node.Id, StringComparer.Ordinal).ToDictionary(node => node.Id, StringComparer.Ordinal);
        outbound = Connections.Where(c => nodes.ContainsKey(c.Target)).ToLookup(c => c.Source, StringComparer.Ordinal);
        Start = FindStart();
        FindBackward();
    }

    public JsonElement Json { get; }

    public IReadOnlyList<Node> Activities { get; }

    public IReadOnlyList<Connection> Connections { get; }

    /// <summary><see langword="null"/> only when there is no activity.</summary>
    public Node? Start { get; }

    public static Flowchart Read(JsonElement json) => new(json);

    public Node Node(string id) => nodes[id];

    public bool Contains(string id) => nodes.ContainsKey(id);

    public IEnumerable<Connection> From(string id, string port) => outbound[id].Where(c => c.Port == port);

    /// <summary>Whether the connection goes back to an activity that leads to it: a loop.</summary>
    public bool IsBackward(Connection connection) => backward.Contains(connection);

    /// <summary>Whether several branches may meet here without going round a loop.</summary>
    public bool IsMeeting(string id) => Connections.Count(c => c.Target == id && !IsBackward(c)) > 1;

    /// <summary>Whether a branch at one activity can come to another one in one step or more.</summary>
    public bool Reaches(string from, string to, bool forwardOnly)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var id))
        {
            foreach (var target in outbound[id].Where(c => !forwardOnly || !IsBackward(c)).Select(c => c.Target).Where(seen.Add))
            {
                open.Push(target);
            }
        }

        return seen.Contains(to);
    }

    /// <summary>Elsa's default is <c>WaitAny</c>.</summary>
    public FlowJoinMode ModeOf(Node join) =>
        join.Json.MemberOrNull("mode") is { } mode && InputReader.Read(mode, typeof(FlowJoinMode)) is FlowJoinMode given
            ? given
            : FlowJoinMode.WaitAny;

    private Node? FindStart() =>
        (Json.TextOrNull("start") is { } start ? nodes.GetValueOrDefault(start) : null)
        ?? Activities.FirstOrDefault(node => node.Type == BuiltInActivities.Start)
        ?? Activities.FirstOrDefault(node => node.CanStartWorkflow)
        ?? Activities.FirstOrDefault(node => Connections.All(c => c.Target != node.Id))
        ?? (Activities is [] ? null : Activities[0]);

    private void FindBackward()
    {
        var onPath = new HashSet<string>(StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in Activities.OrderBy(node => node == Start ? 0 : 1))
        {
            Walk(node.Id, onPath, done);
        }
    }

    private void Walk(string id, HashSet<string> onPath, HashSet<string> done)
    {
        if (!done.Add(id))
        {
            return;
        }

        onPath.Add(id);
        foreach (var connection in outbound[id])
        {
            if (onPath.Contains(connection.Target))
            {
                backward.Add(connection);
            }
            else
            {
                Walk(connection.Target, onPath, done);
            }
        }

        onPath.Remove(id);
    }
}
