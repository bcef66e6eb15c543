using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Assessments;

/// <summary>The chair agrees with an officer's proposal, which is carried out, or does not.</summary>
public static class DecideAssessment
{
    public sealed record Command(Guid AssessmentId, int? ExpectedVersion, bool Agree, string? Reason) : ICommand<Assessed>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).MaximumLength(500).Must((c, reason) => c.Agree || !string.IsNullOrWhiteSpace(reason)).WithMessage("Say why you do not agree.");
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, Decisions decisions, TimeProvider clock) : IRequestHandler<Command, Assessed>
    {
        public async Task<Assessed> Handle(Command request, CancellationToken cancellationToken)
        {
            var assessment = await db.Assessments.SingleOrDefaultAsync(a => a.Id == request.AssessmentId, cancellationToken) ?? throw new NotFoundException("Proposal");
            var letter = await db.Letters.FindLetterOfAsync(assessment.RecommendationId, scope.Actor, cancellationToken);
            var recommendation = letter.Recommendations.Single(r => r.Id == assessment.RecommendationId);
            StaleException.Unless(request.ExpectedVersion, recommendation.Version);

            recommendation.Touch();
            if (request.Agree)
            {
                await decisions.DecideAsync(letter, assessment, cancellationToken);
            }
            else
            {
                assessment.Decline(request.Reason!, scope.Actor, clock.GetUtcNow());
            }

            var declined = $"{scope.Actor.Name} did not agree with what {assessment.ProposedBy} proposed for recommendation {recommendation.Label}.";
            scope.Record(recommendation.Id, request.Agree ? decisions.Words(letter, assessment) : declined, letter.Id, request.Agree ? assessment.Words : request.Reason);
            await db.SaveChangesAsync(cancellationToken);
            return TakeView.Of(letter, recommendation, assessment);
        }
    }
}
