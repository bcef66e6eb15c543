using FluentValidation;
using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Commitments;

/// <summary>Records what the respondent says about its progress. A claim that it is completed waits for the commission.</summary>
public static class ReportProgress
{
    public sealed record Command(Guid CommitmentId, int? ExpectedVersion, Form Body) : ICommand<CommitmentDetail>;

    public sealed record Form
    {
        /// <summary>What the respondent claims.</summary>
        public required Implementation Implementation { get; init; }

        /// <summary>The day of the report, in London; today by default.</summary>
        public DateOnly? ReportedOn { get; init; }

        /// <summary>Who reports; the organisation by default.</summary>
        public string? ReportedBy { get; init; }

        /// <summary>How the respondent puts its claim, in its own words.</summary>
        public string? OwnWords { get; init; }

        public string? Text { get; init; }

        /// <summary>A note of the evidence, or a link to it.</summary>
        public string? Evidence { get; init; }

        /// <summary>A new date that is expected now, as exact as its words.</summary>
        public string? Due { get; init; }

        public string? DueWords { get; init; }

        /// <summary>Why the date moves; required with a new date.</summary>
        public string? Reason { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.ReportedBy).MaximumLength(200);
            RuleFor(c => c.Body.OwnWords).MaximumLength(300);
            RuleFor(c => c.Body.Text).MaximumLength(20_000);
            RuleFor(c => c.Body.Evidence).MaximumLength(2000);
            RuleFor(c => c.Body.Due).Must(due => due is null || PromisedOn.IsDate(due)).WithMessage(PromiseForm.DateForm);
            RuleFor(c => c.Body.Due).NotNull().When(c => c.Body.DueWords is not null || c.Body.Reason is not null).WithMessage("Give the new date, or leave its words and its reason out.");
            RuleFor(c => c.Body.DueWords).MaximumLength(200);
        }
    }

    internal sealed class Handler(CommitmentChange change, TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, CommitmentDetail>
    {
        public async Task<CommitmentDetail> Handle(Command request, CancellationToken cancellationToken)
        {
            var form = request.Body;
            var by = form.ReportedBy ?? await db.PromiserOfAsync(request.CommitmentId, cancellationToken);
            var draft = new ProgressDraft(form.Implementation, form.ReportedOn ?? LondonDay.Of(clock), by, scope.Actor.Name)
            {
                OwnWords = form.OwnWords,
                Text = form.Text,
                Evidence = form.Evidence,
                NewDate = form.Due is null ? null : PromisedOn.Of(form.Due, form.DueWords),
                DateReason = form.Reason,
            };
            return await change.ApplyAsync((request.CommitmentId, request.ExpectedVersion), (c, now) => Done(c, c.Report(draft, now)), form.Reason, cancellationToken);
        }

        private static string Done(Commitment commitment, ProgressReport report) =>
            $"recorded a report of {report.ReportedBy}: {PlainWords.Of(report.Implementation)}"
            + (report.Implementation == Implementation.Completed && commitment.IsClaimedCompleted ? ", which waits for the commission" : "")
            + (commitment.Revisions is [.., var last] && last.ReportId == report.Id ? $", now promised {last.To.Phrase}" : "");
    }
}
