using Tracker.Support;

namespace Tracker.Engine.Nodes;

/// <summary>One letter's story in a database of its own.</summary>
/// <param name="Kind">The database.</param>
/// <param name="ConnectionString">How to reach it.</param>
/// <param name="Folder">Where messages go.</param>
/// <param name="At">When it begins.</param>
/// <param name="Ticket">What the letter is about.</param>
/// <param name="LastPoint">The point that is not passed; 0: none.</param>
public sealed record StoryPlan(Database Kind, string ConnectionString, string Folder, DateTimeOffset At, Guid Ticket, int LastPoint);

/// <summary>The workflows of the proof, and what is found when one has been lived through exactly once.</summary>
public static class Story
{
    /// <summary>Writes a row, rests for a day, writes a row and a message, waits for a reply, writes both again.</summary>
    public static Flow Letter { get; } = new Flow("letter")
        .Node("open", "Test.Record").Rest("rest", "1.00:00:00").Node("ask", "Test.Write").Event("wait", "Replied").Node("thank", "Test.Write")
        .Line("open", "rest", "ask", "wait", "thank");

    /// <summary>Waits at once for a timer, a signal and a task; writes when all have come; then a timer and a signal that may have come long before.</summary>
    public static Flow Errand { get; } = new Flow("errand")
        .Node("open", "Test.Record").Fork("fork", "time", "poke", "task")
        .Rest("time", "00:00:40").Node("timed", "Test.Write").Event("poke", "Poked").Node("poked", "Test.Write").Node("task", "Test.Ask").Node("tasked", "Test.Record")
        .Join("join", "WaitAll").Node("sum", "Test.Write").Rest("pause", "00:00:20").Event("again", "Again").Node("end", "Test.Record")
        .Line("open", "fork").To("fork", "time", "time").To("fork", "poke", "poke").To("fork", "task", "task")
        .Line("time", "timed", "join").Line("poke", "poked", "join").Line("task", "tasked", "join").Line("join", "sum", "pause", "again", "end");

    /// <summary>The deeds of a finished instance, by definition.</summary>
    public static IReadOnlyDictionary<string, string[]> Deeds { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["letter"] = ["ask 1", "open 1", "thank 1"],
        ["errand"] = ["end 1", "open 1", "poked 1", "sum 1", "tasked 1", "timed 1"],
    };

    /// <summary>Tells the story of a letter as callers do who repeat what was not answered: each step under its key.</summary>
    /// <param name="node">A node whose clock stands still.</param>
    /// <param name="ticket">What the letter is about.</param>
    public static async Task TellAsync(NodeHost node, Guid ticket)
    {
        await node.StartAsync("letter", ticket);
        await node.LiveAsync(TimeSpan.FromHours(25));
        await node.SignalAsync("Replied", ticket, $"reply to {ticket}");
        await node.LiveAsync(TimeSpan.FromHours(1));
    }
}
