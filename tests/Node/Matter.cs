using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine.Nodes;

/// <summary>A workflow with fork, join and loop: chased every week after its due date, three times at most, until it is replied to,
/// withdrawn or given up; acknowledged on the side by two people.</summary>
public static class Matter
{
    public const int MaxChases = 3;
    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static Flow Flow { get; } = new Flow("matter")
        .Node("open", "Test.Record").Fork("fork", "clock", "reply", "withdraw", "one", "two")
        .Call("clock").Call("chase").Event("reply", "Replied").Node("replied", "Test.Record").Event("withdraw", "Withdrawn")
        .Event("one", "AcknowledgedByOne").Event("two", "AcknowledgedByTwo").Join("both", "WaitAll").Node("acknowledged", "Test.Record")
        .Join("first", "WaitAny").Node("close", "Test.Write")
        .Line("open", "fork").To("fork", "clock", "clock").To("fork", "reply", "reply").To("fork", "withdraw", "withdraw")
        .To("fork", "one", "one").To("fork", "two", "two")
        .Line("clock", "chase", "clock").To("clock", "first", "Other").Line("reply", "replied", "first").Line("withdraw", "first").Line("first", "close")
        .Line("one", "both", "acknowledged").Line("two", "both");

    /// <param name="script">Where the parts go.</param>
    /// <param name="failures">How often the next chase of a ticket is still to fail.</param>
    public static void Play(Script script, IDictionary<Guid, int> failures)
    {
        script.On("clock", visit => WatchAsync(visit));
        script.On("chase", async visit =>
        {
            if (failures.TryGetValue(visit.Context.SubjectId, out var left) && left > 0)
            {
                failures[visit.Context.SubjectId] = left - 1;
                throw new IOException("not this time");
            }

            var ticket = await visit.Db.Tickets.SingleAsync(t => t.Id == visit.Context.SubjectId, visit.CancellationToken);
            ticket.DueAt += Week;
            await visit.Db.RecordAsync(visit.Context, visit.CancellationToken);
            return ActivityResult.Done();
        });
    }

    /// <summary>The timer is a hint to look: the due date may have moved.</summary>
    private static async Task<ActivityResult> WatchAsync(Scene visit)
    {
        var ticket = await visit.Db.Tickets.SingleAsync(t => t.Id == visit.Context.SubjectId, visit.CancellationToken);
        var chases = await visit.Db.Deeds.CountAsync(d => d.TicketId == ticket.Id && d.Name.StartsWith("chase "), visit.CancellationToken);
        return (chases, visit.Context.Now >= ticket.DueAt) switch
        {
            (MaxChases, _) => ActivityResult.Done("Other"),
            (_, true) => ActivityResult.Done(),
            _ => ActivityResult.WaitFor(new Wait.Until(ticket.DueAt!.Value, "due"), new Wait.ForEvent("Extended")),
        };
    }
}
