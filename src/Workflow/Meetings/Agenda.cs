using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Meetings;

/// <summary>Gathers what a meeting is to look at: every recommendation still open in letters that are answered, or due by the meeting.</summary>
internal sealed class Agenda(TrackerDb db, TimeProvider clock)
{
    public async Task GatherAsync(Meeting meeting, CancellationToken cancellationToken)
    {
        var letters = await db.Letters.AsNoTracking().Whole()
            .Where(l => l.CommissionId == meeting.CommissionId && l.IssuedAt != null && l.WithdrawnAt == null && l.ClosedAt == null)
            .OrderBy(l => l.IssuedAt).ThenBy(l => l.Id).ToListAsync(cancellationToken);
        var ids = letters.ConvertAll(l => l.Id);
        var responses = (await db.ResponsesTo(ids).ToListAsync(cancellationToken)).ToLookup(r => r.LetterId);
        meeting.Gather(letters.SelectMany(l => OpenIn(l, new(l, responses[l.Id]), meeting)));
    }

    private IEnumerable<(Guid LetterId, Guid RecommendationId, string Why)> OpenIn(ScrutinyLetter letter, Coverage coverage, Meeting meeting) =>
        from recommendation in letter.Recommendations.Where(r => !r.IsClosed).OrderBy(r => r.Order)
        let cells = letter.Respondents.Where(recommendation.Asks).Select(o => coverage.CellOf(recommendation, o)).ToList()
        where letter.MeetingId == meeting.Id || cells.Exists(c => c.State != CoverageState.NotAddressed) || letter.ResponseRequests.Any(r => r.DueOn <= meeting.HeldOn)
        select (letter.Id, recommendation.Id, string.Join("; ", cells.Select(c => Why(letter, recommendation, c))) + ".");

    private string Why(ScrutinyLetter letter, Recommendation recommendation, CoverageCell cell)
    {
        var request = letter.ResponseRequests.Where(r => r.OrganisationId == cell.OrganisationId && letter.AskedIn(r).Contains(recommendation)).MaxBy(r => r.Round)!;
        var addressee = recommendation.Addressees.First(a => a.OrganisationId == cell.OrganisationId);
        var today = LondonDay.Of(clock);
        var words = (cell.State, addressee.WaitingSince, addressee.View) switch
        {
            (CoverageState.Answered, not null, _) => "answered, waits for the commission's view",
            (CoverageState.Answered, _, not View.Open) => $"answered, {PlainWords.Of(addressee.View)}",
            (CoverageState.Answered, _, _) => "answered",
            (CoverageState.Partly, _, _) => cell.MissingParts.Count == 0 ? "partly answered" : $"partly answered, {string.Join(" and ", cell.MissingParts)} missing",
            _ => "not answered",
        };
        var late = request.AwaitedOn < today ? $", overdue since {request.AwaitedOn:d MMMM yyyy}" : "";
        return $"{letter.NameOf(request.OrganisationId)}: {words}{late}";
    }
}
