using FluentValidation;
using MediatR;
using Tracker.Workflow.Commitments;

namespace Tracker.Workflow.Responses;

/// <summary>Files what an organisation sent about a letter. A substantive reply that leaves nothing open stops its clock, and that of the members it speaks for.</summary>
public static class RecordResponse
{
    public sealed record Command(Guid LetterId, Form Body) : ICommand<Result>;

    /// <summary>What came in.</summary>
    public sealed record Form
    {
        /// <summary>The organisation that sent it: its name, an alias or its id.</summary>
        public required string Organisation { get; init; }

        public required ResponseKind Kind { get; init; }

        /// <summary>The partnership it speaks for, if any.</summary>
        public string? OnBehalfOf { get; init; }

        /// <summary>The day it came, in London; today by default.</summary>
        public DateOnly? ReceivedOn { get; init; }

        /// <summary>The date on it.</summary>
        public DateOnly? Date { get; init; }

        public string? TheirReference { get; init; }

        public string? Text { get; init; }

        public IReadOnlyList<AnswerForm> Answers { get; init; } = [];
    }

    /// <summary>What is said about one recommendation.</summary>
    /// <param name="Recommendation">Its id, or its number where that is clear in this letter.</param>
    /// <param name="Position">Accepted or not.</param>
    /// <param name="Part">A sub-part's label, such as <c>a</c>; none for the whole.</param>
    /// <param name="Text">The respondent's own words.</param>
    /// <param name="PositionWords">How the respondent puts its position, such as "agreed, subject to funding".</param>
    /// <param name="Reasons">Why it takes that position.</param>
    /// <param name="IsPartial">Whether it leaves something of what was asked open.</param>
    /// <param name="ReferredTo">Who should answer instead, for the position <c>notForUs</c>.</param>
    /// <param name="Commitments">What the answer promises.</param>
    public sealed record AnswerForm(
        string Recommendation, Position Position, string? Part = null, string? Text = null, string? PositionWords = null, string? Reasons = null, bool IsPartial = false, string? ReferredTo = null,
        IReadOnlyList<PromiseForm>? Commitments = null);

    public sealed record Result(Guid Id, Guid LetterId, Guid OrganisationId, string Organisation, ResponseKind Kind, DateOnly ReceivedOn, IReadOnlyList<ResponseRequestRow> ResponseRequests);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).ChildRules(Check);

        /// <summary>What any reply must satisfy, however it came.</summary>
        internal static void Check(InlineValidator<Form> form)
        {
            form.RuleFor(c => c.Organisation).NotEmpty().MaximumLength(200);
            form.RuleFor(c => c.TheirReference).MaximumLength(100);
            form.RuleFor(c => c.Text).MaximumLength(1_000_000);
            form.RuleFor(c => c.Answers).Must(a => a.Count <= 2000).WithMessage("At most 2,000 answers.");
            form.RuleFor(c => c.Answers).Must((c, a) => a.Count == 0 || c.Kind is not (ResponseKind.Acknowledgement or ResponseKind.Holding))
                .WithMessage("An acknowledgement or a holding reply answers nothing. Make it interim or substantive, or leave the answers out.");
            form.RuleForEach(c => c.Answers).NotNull().ChildRules(a =>
            {
                a.RuleFor(x => x.Recommendation).NotEmpty();
                a.RuleFor(x => x.Text).MaximumLength(100_000);
                a.RuleFor(x => x.Reasons).MaximumLength(100_000);
                a.RuleFor(x => x.PositionWords).MaximumLength(200);
                a.RuleFor(x => x.ReferredTo).MaximumLength(200).Must((x, to) => to is null || x.Position == Position.NotForUs)
                    .WithMessage("Only an answer that something is not for them can name who should answer instead.");
                a.RuleFor(x => x.Commitments).Must(c => c is null || c.Count <= 100).WithMessage("At most 100 commitments in an answer.");
                a.RuleForEach(x => x.Commitments).NotNull().ChildRules(PromiseForm.Check);
            });
        }
    }

    internal sealed class Handler(ReplyRecorder recorder) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken) => await recorder.RecordAsync(request.LetterId, request.Body, fromMessage: null, cancellationToken);
    }
}
