using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;
using Tracker.Workflow.Assessments;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Correspondence;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Mail;

/// <summary>What the daily message covers: everything since the morning of the working day before.</summary>
/// <param name="Today">The day in Europe/London.</param>
/// <param name="Before">The working day before it.</param>
internal sealed record DigestDays(DateOnly Today, DateOnly Before)
{
    /// <summary>When the message before went.</summary>
    public DateTimeOffset Since => LondonDay.At(Before, new(7, 30)).ToUniversalTime();
}

/// <summary>Collects what waits for a person, out of what that person may see.</summary>
internal sealed class DigestContent(TrackerDb db)
{
    private const int MaxLines = 20;

    /// <returns>The values of the message; <see langword="null"/> when there is nothing to say.</returns>
    public async Task<MailValues?> OfAsync(User user, DigestDays days, CancellationToken cancellationToken)
    {
        var own = user.CommissionId;
        List<Part> parts = [];
        if (user.Role == Role.Chair)
        {
            parts.Add(new("proposals", "proposal to decide", "proposals to decide", await ProposalsAsync(own, cancellationToken)));
            parts.Add(new("third-chases", "third reminder", "third reminders", await ThirdChasesAsync(own, days, cancellationToken)));
        }

        parts.Add(new("deliveries", "message not delivered", "messages not delivered", await DeliveriesAsync(own, days, cancellationToken)));
        parts.Add(new("replies", "reply to look at", "replies to look at", [.. await IncomingAsync(own, cancellationToken), .. await WaitingAsync(own, cancellationToken)]));
        parts.Add(new("overdue", "newly overdue", "newly overdue", await OverdueAsync(own, days, cancellationToken)));
        parts.Add(new("answered", "reply recorded", "replies recorded", await AnsweredAsync(own, days, cancellationToken)));
        parts.Add(new("promises", "promise due or missed", "promises due or missed", await PromisesAsync(own, days, cancellationToken)));
        parts.RemoveAll(p => p.Lines.Count == 0);
        return parts.Count == 0 ? null : await ValuesOfAsync(parts, days.Today, cancellationToken);
    }

    private async Task<MailValues> ValuesOfAsync(List<Part> parts, DateOnly today, CancellationToken cancellationToken)
    {
        var lines = parts.SelectMany(p => p.Lines.Take(MaxLines)).ToList();
        var (letterIds, organisationIds) = (lines.Select(l => l.LetterId).OfType<Guid>().Distinct().ToList(), lines.Select(l => l.OrganisationId).OfType<Guid>().Distinct().ToList());
        var references = await db.Letters.Where(l => letterIds.Contains(l.Id)).ToDictionaryAsync(l => l.Id, l => l.Reference, cancellationToken);
        var names = await db.Organisations.Where(o => organisationIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
        var values = new MailValues
        {
            ["day"] = MailDay.Long(today),
            ["total"] = PlainWords.List([.. parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Lines.Count} {(p.Lines.Count == 1 ? p.One : p.Many)}"))]),
        };
        foreach (var part in parts)
        {
            values[part.Name] = new MailValue.Items([.. part.Lines.Take(MaxLines).Select(l => ItemOf(l, references.GetValueOrDefault(l.LetterId ?? Guid.Empty), names)), .. MoreThan(part.Lines.Count)]);
            values[$"{part.Name}-count"] = part.Lines.Count.ToString(CultureInfo.InvariantCulture);
        }

        return values;
    }

    private static MailItem ItemOf(Line line, string? reference, Dictionary<Guid, string> names)
    {
        var words = line.OrganisationId is { } organisation && names.TryGetValue(organisation, out var name) ? $"{name}: {line.Words}" : line.Words;
        return new(reference ?? "", words);
    }

    private static IEnumerable<MailItem> MoreThan(int count) =>
        count > MaxLines ? [new("", string.Create(CultureInfo.InvariantCulture, $"and {count - MaxLines} more"))] : [];

    private async Task<List<Line>> ProposalsAsync(Guid? own, CancellationToken cancellationToken)
    {
        var found = await db.Assessments.Where(a => a.State == AssessmentState.Proposed).Join(LettersOf(own), a => a.LetterId, l => l.Id, (a, l) => a)
            .OrderBy(a => a.Id).Select(a => new { a.LetterId, a.OrganisationId, a.View, a.ProposedBy, a.ProposedAt }).ToListAsync(cancellationToken);
        return found.ConvertAll(a => new Line(a.LetterId, a.OrganisationId, $"{PlainWords.Of(a.View)}, proposed by {a.ProposedBy} on {MailDay.Short(LondonDay.Of(a.ProposedAt))}"));
    }

    private async Task<List<Line>> ThirdChasesAsync(Guid? own, DigestDays days, CancellationToken cancellationToken)
    {
        var found = await db.Set<Reminder>().Where(r => r.Rule == ReminderStep.Chase && r.Occurrence == 3 && r.Outcome == ReminderOutcome.Sent && r.RecordedAt >= days.Since)
            .Join(RequestsOf(own).Where(r => r.AwaitedOn != null), m => m.ResponseRequestId, r => r.Id, (m, r) => new { r.Id, r.LetterId, r.OrganisationId, r.AwaitedOn })
            .OrderBy(r => r.AwaitedOn).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        return found.ConvertAll(r => new Line(r.LetterId, r.OrganisationId, $"reply due on {MailDay.Short(r.AwaitedOn)}"));
    }

    private async Task<List<Line>> DeliveriesAsync(Guid? own, DigestDays days, CancellationToken cancellationToken)
    {
        var found = await db.Dispatches.Where(d => own == null || d.CommissionId == own)
            .Where(d => d.State == DispatchState.Uncertain || (d.State == DispatchState.Failed && d.FailureRaisedAt >= days.Since))
            .OrderBy(d => d.Id).Select(d => new { d.LetterId, d.OrganisationId, d.State, d.Subject }).ToListAsync(cancellationToken);
        return found.ConvertAll(d => new Line(d.LetterId, d.OrganisationId, d.State == DispatchState.Uncertain ? $"it is uncertain whether this left: {d.Subject}" : $"not delivered: {d.Subject}"));
    }

    /// <summary>Messages that nobody has looked at; one that belongs to no commission yet is shown to those who work for all.</summary>
    private async Task<List<Line>> IncomingAsync(Guid? own, CancellationToken cancellationToken)
    {
        var found = await db.IncomingMessages.Where(m => m.State == CorrespondenceState.Waiting && (own == null || m.CommissionId == own))
            .OrderBy(m => m.Id).Select(m => new { m.LetterId, m.OrganisationId, m.FromAddress, m.Subject }).ToListAsync(cancellationToken);
        return found.ConvertAll(m => new Line(m.LetterId, m.OrganisationId, $"a message from {m.FromAddress} waits to be looked at: {m.Subject}"));
    }

    private async Task<List<Line>> WaitingAsync(Guid? own, CancellationToken cancellationToken)
    {
        var found = await db.Set<RecommendationAddressee>().Where(a => a.WaitingSince != null && (own == null || a.CommissionId == own))
            .Join(db.Recommendations, a => a.RecommendationId, r => r.Id, (a, r) => new { r.LetterId, a.OrganisationId, a.WaitingSince })
            .GroupBy(x => new { x.LetterId, x.OrganisationId }).Select(g => new { g.Key.LetterId, g.Key.OrganisationId, Count = g.Count(), Since = g.Min(x => x.WaitingSince) })
            .ToListAsync(cancellationToken);
        return [.. found.OrderBy(x => x.Since).ThenBy(x => x.LetterId).Select(x => new Line(
            x.LetterId, x.OrganisationId, string.Create(CultureInfo.InvariantCulture, $"{x.Count} {(x.Count == 1 ? "answer waits" : "answers wait")} for a view since {MailDay.Short(x.Since)}")))];
    }

    private async Task<List<Line>> OverdueAsync(Guid? own, DigestDays days, CancellationToken cancellationToken)
    {
        var found = await RequestsOf(own).Where(r => r.AwaitedOn >= days.Before && r.AwaitedOn < days.Today)
            .OrderBy(r => r.AwaitedOn).ThenBy(r => r.Id).Select(r => new { r.LetterId, r.OrganisationId, r.AwaitedOn }).ToListAsync(cancellationToken);
        return found.ConvertAll(r => new Line(r.LetterId, r.OrganisationId, $"reply was due on {MailDay.Long(r.AwaitedOn)}"));
    }

    private async Task<List<Line>> AnsweredAsync(Guid? own, DigestDays days, CancellationToken cancellationToken)
    {
        var found = await db.Responses.Where(r => r.RecordedAt >= days.Since).Join(LettersOf(own), r => r.LetterId, l => l.Id, (r, l) => r)
            .OrderBy(r => r.RecordedAt).ThenBy(r => r.Id).Select(r => new { r.LetterId, r.OrganisationId, r.Kind, r.ReceivedOn }).ToListAsync(cancellationToken);
        return found.ConvertAll(r => new Line(r.LetterId, r.OrganisationId, $"{PlainWords.Of(r.Kind)} reply of {MailDay.Short(r.ReceivedOn)}"));
    }

    private async Task<List<Line>> PromisesAsync(Guid? own, DigestDays days, CancellationToken cancellationToken)
    {
        var found = await db.Commitments.Where(c => c.IsOpen && c.DueOn >= days.Before && c.DueOn <= days.Today && (own == null || c.CommissionId == own))
            .Where(c => c.Implementation == null || c.Implementation != Implementation.Completed)
            .OrderBy(c => c.DueOn).ThenBy(c => c.Id).Select(c => new { c.LetterId, c.OrganisationId, c.DueOn, c.Text }).ToListAsync(cancellationToken);
        return found.ConvertAll(c => new Line(c.LetterId, c.OrganisationId, $"{(c.DueOn == days.Today ? "due today" : $"missed on {MailDay.Short(c.DueOn)}")}: {Excerpt.Of(c.Text, 120)}"));
    }

    private IQueryable<ScrutinyLetter> LettersOf(Guid? own) => db.Letters.Where(l => own == null || l.CommissionId == own);

    private IQueryable<ResponseRequest> RequestsOf(Guid? own) => db.ResponseRequests.Where(r => own == null || r.CommissionId == own);

    private sealed record Line(Guid? LetterId, Guid? OrganisationId, string Words);

    private sealed record Part(string Name, string One, string Many, IReadOnlyList<Line> Lines);
}
