using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Assessments;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Everything that a summary of responses is made from.</summary>
internal sealed record SummarySources(
    ScrutinyLetter Letter, Commission Commission, string CaseReference, IReadOnlyList<Response> Responses, IReadOnlyList<Assessment> Assessments, IReadOnlyDictionary<Guid, Meeting> Meetings,
    IReadOnlyList<Commitment> Commitments, DateOnly Today);

/// <summary>Makes the summary of the responses to a letter.</summary>
internal sealed class SummaryMaker(TrackerDb db, TimeProvider clock)
{
    public async Task<SummarySources> SourcesOfAsync(ScrutinyLetter letter, CancellationToken cancellationToken)
    {
        var commission = await db.Commissions.AsNoTracking().SingleAsync(c => c.Id == letter.CommissionId, cancellationToken);
        var reference = await db.Cases.Where(c => c.Id == letter.CaseId).Select(c => c.Reference).SingleAsync(cancellationToken);
        var responses = await db.ResponsesToAsync(letter.Id, cancellationToken);
        var assessments = await db.Assessments.AsNoTracking().Where(a => a.LetterId == letter.Id && a.State == AssessmentState.Decided).ToListAsync(cancellationToken);
        var held = assessments.Select(a => a.MeetingId).OfType<Guid>().Distinct().ToList();
        var meetings = await db.Meetings.AsNoTracking().Where(m => held.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
        var commitments = await db.Commitments.AsNoTracking().Where(c => c.LetterId == letter.Id).OrderBy(c => c.DueOn).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        return new(letter, commission, reference, responses, assessments, meetings, commitments, LondonDay.Of(clock));
    }

    public static ResponseSummary Make(SummarySources from)
    {
        var coverage = new Coverage(from.Letter, from.Responses);
        var cells = coverage.Cells.ToList();
        var positions = cells.SelectMany(c => c.Answers).GroupBy(a => a.Position).OrderBy(g => g.Key);
        return new()
        {
            LetterId = from.Letter.Id,
            Commission = from.Commission.Name,
            Reference = from.Letter.Reference,
            CaseReference = from.CaseReference,
            Subject = from.Letter.Subject,
            LetterDate = from.Letter.Date,
            AsOf = from.Today,
            Respondents = [.. from.Letter.InOrder.Select(r => RespondentOf(r, from))],
            Counts = new(
                cells.Count, cells.Count(c => c.State == CoverageState.Answered), cells.Count(c => c.State == CoverageState.Partly), cells.Count(c => c.State == CoverageState.NotAddressed),
                [.. positions.Select(g => new ResponseSummary.PositionCount(g.Key, from.Commission.LabelOf(g.Key), g.Count()))]),
            Recommendations = [.. from.Letter.Recommendations.OrderBy(r => r.Order).Select(r => AskOf(r, cells, from))],
        };
    }

    private static ResponseSummary.Respondent RespondentOf(ResponseRequest request, SummarySources from)
    {
        var late = request.DaysLate ?? Math.Max(0, from.Today.DayNumber - (request.AwaitedOn ?? from.Today).DayNumber);
        var days = $"{late} {(late == 1 ? "day" : "days")}";
        var state = request.StateOn(from.Today) switch
        {
            ResponseRequestState.AnsweredLate => $"answered {days} late",
            ResponseRequestState.Answered => request.DueOn is null ? "answered" : "answered in time",
            ResponseRequestState.Overdue => $"overdue by {days}",
            ResponseRequestState.Acknowledged => "acknowledged, not answered yet",
            ResponseRequestState.Waiting => "not answered yet",
            ResponseRequestState.Closed => "closed without an answer",
            { } other => PlainWords.Of(other),
        };
        return new(
            request.OrganisationId, from.Letter.NameOf(request.OrganisationId), request.Round, request.DueOn, request.OriginalDueOn, request.AcknowledgedOn, request.AnsweredOn,
            request.Promises is [.., var last] ? last.On : null, late, state);
    }

    private static ResponseSummary.Ask AskOf(Recommendation recommendation, List<CoverageCell> cells, SummarySources from)
    {
        var newest = from.Assessments.Where(a => a.RecommendationId == recommendation.Id).GroupBy(a => a.OrganisationId).Select(g => g.MaxBy(a => a.DecidedAt)!).OrderBy(a => a.DecidedAt).ToList();
        return new(
            recommendation.Id, recommendation.Theme, recommendation.Number, recommendation.Label, recommendation.Text, recommendation.Parts,
            [.. cells.Where(c => c.RecommendationId == recommendation.Id).SelectMany(c => SaidIn(c, from))],
            recommendation.View, from.Commission.LabelOf(recommendation.View), [.. newest.Select(AssessmentRow.Of)], newest.Count == 0 ? null : string.Join(" ", newest.Select(a => Words(a, from))),
            [.. from.Commitments.Where(c => c.RecommendationId == recommendation.Id).Select(c => CommitmentRow.Of(c, from.Letter.NameOf(c.OrganisationId), from.Today))]);
    }

    private static IEnumerable<ResponseSummary.Said> SaidIn(CoverageCell cell, SummarySources from)
    {
        var name = from.Letter.NameOf(cell.OrganisationId);
        var blank = new ResponseSummary.Said(
            cell.OrganisationId, name, cell.State, cell.MissingParts, Part: null, Version: null, Position: null, PositionLabel: null, PositionWords: null, Text: null, Reasons: null, ReferredTo: null, ReceivedOn: null);
        var general = cell.State == CoverageState.NotAddressed ? null : from.Responses.Where(r => r.AnswersAll && r.SpeaksFor.Contains(cell.OrganisationId)).MaxBy(r => r.Number);
        if (cell.Answers.Count == 0)
        {
            return [blank with { Text = general?.Text, ReceivedOn = general?.ReceivedOn }];
        }

        var single = cell.Answers.Select(a => blank with
        {
            Part = a.Part,
            Version = a.Version,
            Position = a.Position,
            PositionLabel = from.Commission.LabelOf(a.Position),
            PositionWords = a.PositionWords,
            Text = a.Text,
            Reasons = a.Reasons,
            ReferredTo = a.ReferredTo,
            ReceivedOn = from.Responses.First(r => r.Id == a.ResponseId).ReceivedOn,
        });
        var silent = cell.MissingParts.Except(cell.Answers.Select(a => a.Part ?? ""), StringComparer.Ordinal).Where(_ => cell.Answers.All(a => a.Part is not null));
        single = single.Concat(silent.Select(part => blank with { Part = part }));
        return general?.Text is null ? single : single.Append(blank with { Text = general.Text, ReceivedOn = general.ReceivedOn });
    }

    private static string Words(Assessment assessment, SummarySources from)
    {
        var meeting = assessment.MeetingId is { } id && from.Meetings.TryGetValue(id, out var held) ? $", meeting of {held.HeldOn:d MMMM yyyy}" : "";
        var minute = assessment.Minute is null ? "" : $", minute {assessment.Minute}";
        var reason = assessment.ClosingReason is { } closing ? $" ({PlainWords.Of(closing)})" : "";
        var whose = assessment.OrganisationId is { } organisation ? $"{from.Letter.NameOf(organisation)}: " : "";
        return $"{whose}{from.Commission.LabelOf(assessment.View)}{reason}{meeting}{minute}: {assessment.Words}";
    }
}
