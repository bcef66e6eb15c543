using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine.Nodes;

/// <summary>Notes one deed of its node and counts it on the ticket.</summary>
[Activity("Test.Record")]
public sealed class Record(HostDb db) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        await db.RecordAsync(context, cancellationToken);
        return ActivityResult.Done();
    }
}

/// <summary>Notes the deed and writes a message whose id and bytes follow from ticket, node and round alone.</summary>
[Activity("Test.Write")]
public sealed class Write(HostDb db) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var deed = await db.RecordAsync(context, cancellationToken);
        var id = $"{deed.Name}.{context.CorrelationId}@node.test";
        db.Enqueue(new() { Kind = "mail", MessageId = id, Content = Encoding.UTF8.GetBytes($"{id}, for the first time on {context.Now:O}") }, context.Now);
        return ActivityResult.Done();
    }
}

/// <summary>Rests until a person has done the task.</summary>
[Activity("Test.Ask")]
public sealed class Ask : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Task.FromResult(ActivityResult.WaitFor(new Wait.ForTask(context.NodeId, Role: null, DueAt: null, FormJson: null)));
}

public static class Recording
{
    /// <summary>Notes that the node did its work once more.</summary>
    public static async Task<Deed> RecordAsync(this HostDb db, ActivityContext context, CancellationToken cancellationToken)
    {
        var mine = context.NodeId + " ";
        var before = await db.Deeds.CountAsync(d => d.TicketId == context.SubjectId && d.Name.StartsWith(mine), cancellationToken);
        var deed = new Deed { TicketId = context.SubjectId, Name = $"{mine}{before + 1}" };
        db.Add(deed);
        await new Scene(db, context, Wake: null, cancellationToken).CountAsync();
        return deed;
    }
}
