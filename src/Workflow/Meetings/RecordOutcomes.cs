using FluentValidation;
using MediatR;
using Tracker.Workflow.Assessments;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Meetings;

/// <summary>Takes down what a meeting made of each recommendation. The chair's word is decided; an officer's waits for the chair.</summary>
public static class RecordOutcomes
{
    public sealed record Command(Guid MeetingId, int? ExpectedVersion, IReadOnlyList<Outcome> Outcomes) : ICommand<Result>;

    /// <param name="RecommendationId">Which recommendation.</param>
    /// <param name="View">What the meeting thinks, or <c>closed</c>.</param>
    /// <param name="Words">In words; for further information, what it wants to know.</param>
    /// <param name="ClosingReason">Why it is closed, when it is.</param>
    /// <param name="OrganisationId">Whose answer; all by default.</param>
    /// <param name="Minute">The minute it stands under.</param>
    /// <param name="DueOn">Until when further information is asked for.</param>
    public sealed record Outcome(Guid RecommendationId, View View, string Words, ClosingReason? ClosingReason = null, Guid? OrganisationId = null, string? Minute = null, DateOnly? DueOn = null);

    public sealed record Result(Guid MeetingId, int Version, IReadOnlyList<Assessed> Outcomes);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Outcomes).NotEmpty().Must(o => o is null || o.Count <= 500).WithMessage("At most 500 outcomes at a time.");
            RuleForEach(c => c.Outcomes).NotNull().ChildRules(o =>
            {
                o.RuleFor(x => x.Words).NotEmpty().WithMessage("Say it in words; they stay in the history.").MaximumLength(4000);
                o.RuleFor(x => x.Minute).MaximumLength(100);
                o.RuleFor(x => x.ClosingReason).Must((x, reason) => (x.View == View.Closed) == reason is not null).WithMessage("Give a closing reason with the view closed, and only then.");
            });
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, Decisions decisions, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var meeting = await db.Meetings.FindMeetingAsync(request.MeetingId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, meeting.Version);
            meeting.TakeOutcomes(LondonDay.Of(clock));

            var taken = new List<(ScrutinyLetter Letter, Recommendation Recommendation, Assessment Assessment)>();
            foreach (var outcome in request.Outcomes)
            {
                var letter = await db.Letters.FindLetterOfAsync(outcome.RecommendationId, scope.Actor, cancellationToken);
                var recommendation = letter.Recommendations.Single(r => r.Id == outcome.RecommendationId);
                recommendation.Touch();
                var assessment = await decisions.ProposeAsync(letter, DraftOf(outcome, recommendation, meeting), cancellationToken);
                scope.Also(new(recommendation.Id, decisions.Words(letter, assessment)) { LetterId = letter.Id, Reason = assessment.Words });
                taken.Add((letter, recommendation, assessment));
            }

            scope.Record(meeting.Id, $"{scope.Actor.Name} took down what the meeting of {meeting.HeldOn:d MMMM yyyy} made of {taken.Count} {(taken.Count == 1 ? "recommendation" : "recommendations")}.");
            await db.SaveChangesAsync(cancellationToken);
            return new(meeting.Id, meeting.Version, [.. taken.Select(t => TakeView.Of(t.Letter, t.Recommendation, t.Assessment))]);
        }

        private static AssessmentDraft DraftOf(Outcome outcome, Recommendation recommendation, Meeting meeting) => new(recommendation, outcome.View, outcome.Words)
        {
            ClosingReason = outcome.ClosingReason,
            OrganisationId = outcome.OrganisationId,
            MeetingId = meeting.Id,
            Minute = outcome.Minute,
            DueOn = outcome.DueOn,
        };
    }
}
