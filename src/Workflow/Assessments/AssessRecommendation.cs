using FluentValidation;
using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Assessments;

/// <summary>A recommendation after the commission's view was taken down.</summary>
public sealed record Assessed(Guid RecommendationId, View View, DateOnly? ClosedOn, LetterState LetterState, AssessmentRow Assessment, int Version);

/// <summary>Takes down the commission's view of an answer. The chair's is decided; an officer's waits for the chair.</summary>
public static class AssessRecommendation
{
    public sealed record Command(Guid RecommendationId, int? ExpectedVersion, Form Body) : ICommand<Assessed>;

    /// <param name="View"><c>satisfied</c>, <c>notSatisfied</c> or <c>furtherInformationWanted</c>.</param>
    /// <param name="Words">The view in words; for further information, what the commission wants to know: the organisation reads it.</param>
    /// <param name="OrganisationId">Whose answer; all answers by default.</param>
    /// <param name="MeetingId">The meeting that took the view.</param>
    /// <param name="Minute">The minute it stands under.</param>
    /// <param name="DueOn">Until when further information is asked for; ten working days by default.</param>
    public sealed record Form(View View, string Words, Guid? OrganisationId = null, Guid? MeetingId = null, string? Minute = null, DateOnly? DueOn = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.View).Must(v => v is View.Satisfied or View.NotSatisfied or View.FurtherInformationWanted)
                .WithMessage("Give satisfied, notSatisfied or furtherInformationWanted. To close or reopen, use close or reopen.");
            RuleFor(c => c.Body.Words).NotEmpty().WithMessage("Say it in words; they stay in the history.").MaximumLength(4000);
            RuleFor(c => c.Body.Minute).MaximumLength(100);
        }
    }

    internal sealed class Handler(TakeView take) : IRequestHandler<Command, Assessed>
    {
        public Task<Assessed> Handle(Command request, CancellationToken cancellationToken) => take.HandleAsync(
            (request.RecommendationId, request.ExpectedVersion),
            r => new(r, request.Body.View, request.Body.Words)
            {
                OrganisationId = request.Body.OrganisationId,
                MeetingId = request.Body.MeetingId,
                Minute = request.Body.Minute,
                DueOn = request.Body.DueOn,
            },
            cancellationToken);
    }
}

/// <summary>Ends the follow-up of one recommendation; with the last one the letter is closed. The chair decides, an officer proposes.</summary>
public static class CloseRecommendation
{
    public sealed record Command(Guid RecommendationId, int? ExpectedVersion, Form Body) : ICommand<Assessed>;

    /// <param name="Reason">Implemented, not implemented, superseded or no further action.</param>
    /// <param name="Words">Why, in words the public may read.</param>
    /// <param name="MeetingId">The meeting that decided.</param>
    /// <param name="Minute">The minute it stands under.</param>
    public sealed record Form(ClosingReason Reason, string Words, Guid? MeetingId = null, string? Minute = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Words).NotEmpty().WithMessage("Say why; it stays in the history.").MaximumLength(4000);
            RuleFor(c => c.Body.Minute).MaximumLength(100);
        }
    }

    internal sealed class Handler(TakeView take) : IRequestHandler<Command, Assessed>
    {
        public Task<Assessed> Handle(Command request, CancellationToken cancellationToken) => take.HandleAsync(
            (request.RecommendationId, request.ExpectedVersion),
            r => new(r, View.Closed, request.Body.Words) { ClosingReason = request.Body.Reason, MeetingId = request.Body.MeetingId, Minute = request.Body.Minute },
            cancellationToken);
    }
}

/// <summary>Takes up a closed recommendation again. The chair decides, an officer proposes.</summary>
public static class ReopenRecommendation
{
    public sealed record Command(Guid RecommendationId, int? ExpectedVersion, string Reason) : ICommand<Assessed>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().WithMessage("Say why; it stays in the history.").MaximumLength(4000);
    }

    internal sealed class Handler(TakeView take) : IRequestHandler<Command, Assessed>
    {
        public Task<Assessed> Handle(Command request, CancellationToken cancellationToken) =>
            take.HandleAsync((request.RecommendationId, request.ExpectedVersion), r => new(r, View.Open, request.Reason), cancellationToken);
    }
}

/// <summary>What assessing, closing and reopening share.</summary>
internal sealed class TakeView(TrackerDb db, CommandScope scope, Decisions decisions)
{
    public async Task<Assessed> HandleAsync((Guid Id, int? ExpectedVersion) target, Func<Recommendation, AssessmentDraft> draft, CancellationToken cancellationToken)
    {
        var letter = await db.Letters.FindLetterOfAsync(target.Id, scope.Actor, cancellationToken);
        var recommendation = letter.Recommendations.Single(r => r.Id == target.Id);
        StaleException.Unless(target.ExpectedVersion, recommendation.Version);

        recommendation.Touch();
        var assessment = await decisions.ProposeAsync(letter, draft(recommendation), cancellationToken);

        scope.Record(recommendation.Id, decisions.Words(letter, assessment), letter.Id, assessment.Words);
        await db.SaveChangesAsync(cancellationToken);
        return Of(letter, recommendation, assessment);
    }

    public static Assessed Of(ScrutinyLetter letter, Recommendation recommendation, Assessment assessment) =>
        new(recommendation.Id, recommendation.View, recommendation.ClosedOn, letter.State, AssessmentRow.Of(assessment), recommendation.Version);
}
