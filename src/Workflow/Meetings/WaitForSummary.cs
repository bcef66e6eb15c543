using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Meetings;

/// <summary>
/// Sleeps until the commission needs a summary of the responses. Outcomes: <c>AllAnswered</c>; <c>PapersDue</c> on the day the papers of the
/// follow-up meeting are due, whoever has answered by then; <c>ThirdChase</c> where there is no meeting; <c>MadeBefore</c> for a letter taken up again.
/// </summary>
[Activity("Tracker.WaitForSummary", "AllAnswered", "PapersDue", "ThirdChase", "MadeBefore")]
internal sealed class WaitForSummary(TrackerDb db) : IActivity
{
    private static readonly TimeOnly PapersAt = new(9, 0);

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var letter = await db.Letters.SingleAsync(l => l.Id == context.SubjectId, cancellationToken);
        return letter.SummaryMadeAt is not null ? ActivityResult.Done("MadeBefore") : Sleep(await PapersOnAsync(letter, cancellationToken), context.Now);
    }

    public async Task<ActivityResult> ResumeAsync(ActivityContext context, Wake wake, CancellationToken cancellationToken)
    {
        var letter = await db.Letters.SingleAsync(l => l.Id == context.SubjectId, cancellationToken);
        var papers = await PapersOnAsync(letter, cancellationToken);
        return (wake, papers) switch
        {
            (Wake.Event { Name: LetterEvents.AllAnswered }, _) => ActivityResult.Done("AllAnswered"),
            (Wake.Event { Name: LetterEvents.ThirdChase }, null) => ActivityResult.Done("ThirdChase"),
            (Wake.Timer, { } at) when at <= context.Now => ActivityResult.Done("PapersDue"),
            _ => Sleep(papers, context.Now), // the meeting was moved, or there is one to wait for
        };
    }

    private static ActivityResult Sleep(DateTimeOffset? papers, DateTimeOffset now)
    {
        List<Wait> waits = [new Wait.ForEvent(LetterEvents.AllAnswered), new Wait.ForEvent(LetterEvents.ThirdChase), new Wait.ForEvent(LetterEvents.MeetingChanged)];
        if (papers is { } at)
        {
            waits.Add(new Wait.Until(at > now ? at : now, "papers-due"));
        }

        return ActivityResult.WaitFor([.. waits]);
    }

    private async Task<DateTimeOffset?> PapersOnAsync(ScrutinyLetter letter, CancellationToken cancellationToken)
    {
        var papers = await db.Meetings.Where(m => m.Id == letter.MeetingId && m.CancelledAt == null).Select(m => (DateOnly?)m.PapersOn).SingleOrDefaultAsync(cancellationToken);
        return papers is { } on ? LondonDay.At(on, PapersAt) : null;
    }
}

/// <summary>What the letter's workflow listens to, beside its end.</summary>
internal static class LetterEvents
{
    public const string AllAnswered = "Letter.AllAnswered";
    public const string ThirdChase = "Letter.ThirdChase";
    public const string MeetingChanged = "Letter.MeetingChanged";
}
