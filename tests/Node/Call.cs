using System.Collections.Concurrent;

namespace Tracker.Engine.Nodes;

public sealed record Scene(HostDb Db, ActivityContext Context, Wake? Wake, CancellationToken CancellationToken)
{
    public async Task<ActivityResult> CountAsync(string outcome = "Done")
    {
        var ticket = await Db.Tickets.FindAsync(Context.SubjectId) ?? throw new InvalidOperationException("No ticket.");
        ticket.Count++;
        ticket.LastCountedAt = Context.Now;
        return ActivityResult.Done(outcome);
    }
}

/// <summary>What the nodes of a test's definition do, by the name in the node.</summary>
public sealed class Script
{
    private readonly ConcurrentDictionary<string, Func<Scene, Task<ActivityResult>>> parts = new(StringComparer.Ordinal);

    public void On(string name, Func<Scene, Task<ActivityResult>> part) => parts[name] = part;

    public Func<Scene, Task<ActivityResult>> Part(string name) => parts.GetValueOrDefault(name) ?? (_ => Task.FromResult(ActivityResult.Done()));
}

/// <summary>Does what the script says.</summary>
[Activity("Test.Call", "Done", "Other")]
public sealed class Call(HostDb db, Script script) : IActivity
{
    public required Input<string> Part { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        script.Part(context.Get(Part))(new(db, context, Wake: null, cancellationToken));

    public Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken) =>
        script.Part(context.Get(Part))(new(db, context, wake, cancellationToken));
}

/// <summary>Adds one to the ticket.</summary>
[Activity("Test.Count")]
public sealed class Count(HostDb db) : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new Scene(db, context, Wake: null, cancellationToken).CountAsync();
}

/// <summary>Rests for a while.</summary>
[Activity("Test.Rest")]
public sealed class Rest : IActivity
{
    public required Input<TimeSpan> Time { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.WaitFor(new Wait.Until(context.Now + context.Get(Time), $"after {context.Get(Time)}")));
}
