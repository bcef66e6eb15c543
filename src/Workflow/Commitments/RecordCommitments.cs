using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Commitments;

/// <summary>Records what an organisation promised at one time, in answer to a letter or elsewhere, and begins to follow each promise.</summary>
public static class RecordCommitments
{
    public sealed record Command(Form Body) : ICommand<Result>;

    public sealed record Form
    {
        /// <summary>Who promised: a name, an alias or an id.</summary>
        public required string Organisation { get; init; }

        /// <summary>The day of the promise, in London.</summary>
        public required DateOnly MadeOn { get; init; }

        public required IReadOnlyList<PromiseForm> Commitments { get; init; }

        /// <summary>The letter that it is about; its commission and case are then known.</summary>
        public Guid? LetterId { get; init; }

        /// <summary>The id of a recommendation of that letter, or its number where that is clear.</summary>
        public string? Recommendation { get; init; }

        /// <summary>The commission's name or id; the caller's own by default.</summary>
        public string? Commission { get; init; }

        /// <summary>The case's id, reference or subject; an unknown subject opens a case.</summary>
        public string? Case { get; init; }

        /// <summary>Where it was promised, such as "press release of 18 March 2021".</summary>
        public string? Source { get; init; }

        /// <summary>What it is about; a recommendation's own theme wins.</summary>
        public string? Theme { get; init; }
    }

    public sealed record Result(IReadOnlyList<CommitmentRow> Items, IReadOnlyList<DraftLetter.Made> Made);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Organisation).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Body.Commitments).NotEmpty().Must(c => c.Count <= 100).WithMessage("Record 1 to 100 commitments at a time.");
            RuleForEach(c => c.Body.Commitments).ChildRules(PromiseForm.Check);
            RuleFor(c => c.Body.Recommendation).Must((c, r) => r is null || c.Body.LetterId is not null).WithMessage("Say which letter the recommendation is in.");
            RuleFor(c => c.Body.Case).MaximumLength(300).Must((c, named) => !string.IsNullOrWhiteSpace(named) || c.Body.LetterId is not null)
                .WithMessage("Name the case by its reference or subject, or give the letter.");
            RuleFor(c => c.Body.Source).MaximumLength(300);
            RuleFor(c => c.Body.Theme).MaximumLength(300);
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, Filing filing, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var (form, now) = (request.Body, clock.GetUtcNow());
            var organisations = new Respondents(await db.Organisations.ToListAsync(cancellationToken), now);
            var organisation = organisations.FindOrMake(form.Organisation);
            var common = form.LetterId is { } letterId
                ? DraftOf(await db.Letters.FindLetterAsync(letterId, scope.Actor, cancellationToken), form, organisation)
                : DraftOf(await FindCaseAsync(form, cancellationToken), form, organisation);
            var commitments = form.Commitments.Select(c => c.Make(common, now)).ToList();

            db.AddRange(organisations.Made);
            db.AddRange(commitments);
            scope.Record(commitments[0].Made(organisation, scope.Actor));
            commitments.Skip(1).ToList().ForEach(c => scope.Also(c.Made(organisation, scope.Actor)));
            await db.SaveChangesAsync(cancellationToken);
            foreach (var commitment in commitments)
            {
                await runtime.FollowAsync(commitment, cancellationToken);
            }

            return new(
                [.. commitments.Select(c => CommitmentRow.Of(c, organisation.Name, LondonDay.Of(now)))],
                [.. filing.Made, .. organisations.Reported]);
        }

        private async Task<Case> FindCaseAsync(Form form, CancellationToken cancellationToken)
        {
            var commission = Guid.TryParse(form.Commission, out var id) ? await db.Commissions.FindCommissionAsync(id, scope.Actor, cancellationToken)
                : form.Commission is { } name ? await filing.CommissionAsync(name, replyTo: null, cancellationToken)
                : await db.Commissions.VisibleTo(scope.Actor).OrderBy(c => c.Name).Take(2).ToListAsync(cancellationToken) is [var own] ? own
                : throw Invalid("commission", "Name the commission that follows it.");
            return Guid.TryParse(form.Case, out var caseId)
                ? await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId && c.CommissionId == commission.Id, cancellationToken) ?? throw new NotFoundException("Case")
                : await filing.CaseAsync(commission, form.Case!.Trim(), form.MadeOn, cancellationToken);
        }

        private CommitmentDraft DraftOf(Case @case, Form form, Organisation organisation) => new()
        {
            CommissionId = @case.CommissionId,
            CaseId = @case.Id,
            OrganisationId = organisation.Id,
            Theme = form.Theme,
            Source = form.Source,
            MadeOn = form.MadeOn,
            RecordedBy = scope.Actor.Name,
        };

        private CommitmentDraft DraftOf(ScrutinyLetter letter, Form form, Organisation organisation)
        {
            letter.Promised(organisation.Id);
            var recommendation = form.Recommendation is { } named ? letter.FindRecommendation(named, "recommendation") : null;
            return new()
            {
                CommissionId = letter.CommissionId,
                CaseId = letter.CaseId,
                OrganisationId = organisation.Id,
                LetterId = letter.Id,
                RecommendationId = recommendation?.Id,
                Theme = recommendation?.Theme ?? form.Theme,
                Source = form.Source,
                MadeOn = form.MadeOn,
                RecordedBy = scope.Actor.Name,
            };
        }

        private static ValidationException Invalid(string field, string message) => new([new ValidationFailure(field, message)]);
    }
}
