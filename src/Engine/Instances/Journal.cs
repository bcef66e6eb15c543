using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Writes the journal of one instance within one burst.</summary>
internal sealed class Journal(DbContext db, WorkflowInstance instance, Guid burstId, DateTimeOffset now)
{
    public void Add(JournalKind kind, Node? node = null, string? outcome = null, string? text = null) => db.Add(new JournalEntry
    {
        InstanceId = instance.Id,
        Sequence = instance.NextJournalSequence(),
        BurstId = burstId,
        At = now,
        Kind = kind,
        NodeId = node?.Id,
        ActivityType = node?.Type,
        Outcome = outcome,
        Text = text?.Replace("\0", "", StringComparison.Ordinal), // PostgreSQL keeps none
    });

    public void Set(Node node, string name, JsonElement value)
    {
        var text = $"{name} = {value.GetRawText()}";
        Add(JournalKind.Set, node, text: text.Length > Lengths.Line ? text[..Lengths.Line] : text);
    }
}
