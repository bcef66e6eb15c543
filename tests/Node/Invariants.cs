using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine.Nodes;

/// <summary>What must hold whenever the engine is at rest, whatever happened before.</summary>
public static class Invariants
{
    /// <summary>Everything that is wrong, in words; empty when nothing is lost and nothing doubled.</summary>
    /// <param name="db">The database.</param>
    /// <param name="sent">What the world outside has received; <see langword="null"/> when it was not asked.</param>
    /// <param name="areOver">Whether every instance must have come to its end by now.</param>
    public static async Task<IReadOnlyList<string>> FindBrokenAsync(
        HostDb db, IReadOnlyList<(string MessageId, string Hash)>? sent = null, bool areOver = true) =>
    [
        .. await JournalAsync(db),
        .. await OrphansAsync(db),
        .. await DoubledAsync(db),
        .. areOver ? await UnfinishedAsync(db) : [],
        .. sent is null ? [] : await OutboxAsync(db, sent),
    ];

    /// <summary>Each journal is 1, 2, 3 and so on, as long as the instance says.</summary>
    private static async Task<IEnumerable<string>> JournalAsync(HostDb db)
    {
        var journals = await db.Instances.Select(i => new
        {
            i.Id,
            i.JournalLength,
            Count = db.Journal.Count(e => e.InstanceId == i.Id),
            First = db.Journal.Where(e => e.InstanceId == i.Id).Min(e => (int?)e.Sequence),
            Last = db.Journal.Where(e => e.InstanceId == i.Id).Max(e => (int?)e.Sequence),
        }).ToListAsync();
        return journals.Where(j => j.Count != j.JournalLength || j.First != 1 || j.Last != j.Count)
            .Select(j => $"journal: {j.Id} has {j.Count} entries from {j.First} to {j.Last}, not {j.JournalLength}");
    }

    /// <summary>A running instance waits for something, and nothing waits for one that is over.</summary>
    private static async Task<IEnumerable<string>> OrphansAsync(HostDb db)
    {
        var orphans = await db.Instances.Where(i => i.Status == WorkflowStatus.Running
            && !db.Timers.Any(t => t.InstanceId == i.Id) && !db.Bookmarks.Any(b => b.InstanceId == i.Id)
            && !db.Tasks.Any(t => t.InstanceId == i.Id && t.Status == WorkflowTaskStatus.Open)).Select(i => i.Id).ToListAsync();
        var over = db.Instances.Where(i => i.Status == WorkflowStatus.Finished || i.Status == WorkflowStatus.Cancelled);
        var left = await over.Where(i => db.Timers.Any(t => t.InstanceId == i.Id) || db.Bookmarks.Any(b => b.InstanceId == i.Id)
            || db.Tasks.Any(t => t.InstanceId == i.Id && t.Status == WorkflowTaskStatus.Open)).Select(i => i.Id).ToListAsync();
        return [.. orphans.Select(id => $"lost: {id} runs and waits for nothing"), .. left.Select(id => $"left: {id} is over and waits")];
    }

    /// <summary>No deed twice, and as many as were counted.</summary>
    private static async Task<IEnumerable<string>> DoubledAsync(HostDb db)
    {
        var doubled = await db.Deeds.GroupBy(d => new { d.TicketId, d.Name }).Where(same => same.Count() > 1).Select(same => same.Key).ToListAsync();
        var counts = await db.Tickets.Select(t => new { t.Id, t.Count, Deeds = db.Deeds.Count(d => d.TicketId == t.Id) }).ToListAsync();
        return
        [
            .. doubled.Select(d => $"doubled: {d.Name} of {d.TicketId}"),
            .. counts.Where(c => c.Deeds > 0 && c.Deeds != c.Count).Select(c => $"doubled: {c.Id} counts {c.Count} for {c.Deeds} deeds"),
        ];
    }

    /// <summary>Every instance is finished with all its deeds, nothing was given up and nothing is left in the queue.</summary>
    private static async Task<IEnumerable<string>> UnfinishedAsync(HostDb db)
    {
        var instances = await db.Instances.Select(i => new { i.DefinitionId, i.CorrelationId, i.Status }).ToListAsync();
        var deeds = (await db.Deeds.ToListAsync()).ToLookup(d => d.TicketId.ToString(), d => d.Name, StringComparer.Ordinal);
        var lost =
            from instance in instances
            let found = string.Join(", ", deeds[instance.CorrelationId].Order(StringComparer.Ordinal))
            let expected = Story.Deeds.TryGetValue(instance.DefinitionId, out var all) ? string.Join(", ", all) : found
            where instance.Status != WorkflowStatus.Finished || found != expected
            select $"lost: {instance.DefinitionId} of {instance.CorrelationId} is {instance.Status} with {found}";
        var withoutInstance = await db.Tickets.Where(t => t.Count == 0).Select(t => t.Id).ToListAsync();
        var timers = await db.Timers.Where(t => t.StimulusId == null).ToListAsync();
        var incidents = await db.Incidents.Select(i => i.Reason).ToListAsync();
        return
        [
            .. lost,
            .. withoutInstance.Select(id => $"lost: {id} has no deed"),
            .. timers.Select(t => $"lost: timer {t.Id}, claimed {t.Attempts} times, is still to be done"),
            .. incidents.Select(reason => $"incident: {reason}"),
        ];
    }

    /// <summary>Every message was handed over at least once, always with the bytes of the row.</summary>
    private static async Task<IEnumerable<string>> OutboxAsync(HostDb db, IReadOnlyList<(string MessageId, string Hash)> sent)
    {
        var rows = (await db.Outbox.AsNoTracking().ToListAsync()).ToDictionary(m => m.MessageId, StringComparer.Ordinal);
        var ids = sent.Select(s => s.MessageId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.Values.Where(m => m.SentAt is null || !ids.Contains(m.MessageId)).Select(m => $"lost: message {m.MessageId}, handed over at {m.SentAt:O}, {(ids.Contains(m.MessageId) ? "arrived" : "did not arrive")}"),
            .. sent.Where(s => !rows.TryGetValue(s.MessageId, out var row) || FileTransport.HashOf(row.Content) != s.Hash)
                .Select(s => $"message: {s.MessageId} was sent with other bytes, or before it was committed"),
        ];
    }
}
