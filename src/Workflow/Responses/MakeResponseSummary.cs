using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Makes and keeps the summary of responses for the commission, and puts what is open on the agenda of the follow-up meeting. Outcome: <c>Done</c>.</summary>
[Activity("Tracker.MakeResponseSummary", "Done")]
internal sealed class MakeResponseSummary(TrackerDb db, SummaryMaker maker, Agenda agenda) : IActivity
{
    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var letter = await db.Letters.Whole().SingleAsync(l => l.Id == context.SubjectId, cancellationToken);
        var sources = await maker.SourcesOfAsync(letter, cancellationToken);
        var summary = SummaryMaker.Make(sources);
        db.Add(KeptSummary.Of(letter.Id, SummaryDocuments.Write(summary, sources.Commission, context.Now), context.Now));
        letter.SummaryMade(context.Now);
        var meeting = await db.Meetings.Include(m => m.Items).SingleOrDefaultAsync(m => m.Id == letter.MeetingId && m.CancelledAt == null, cancellationToken);
        if (meeting is not null)
        {
            await agenda.GatherAsync(meeting, cancellationToken);
        }

        var counts = summary.Counts;
        db.Add(Event.ByTracker(context.Now, new(nameof(MakeResponseSummary), letter.Id, letter.Id,
            $"The summary of responses was made: {counts.Asked} answers were asked for; complete: {counts.Answered}, partial: {counts.Partly}, missing: {counts.NotAddressed}.")));
        return ActivityResult.Done();
    }
}
