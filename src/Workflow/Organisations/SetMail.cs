using FluentValidation;
using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Organisations;

/// <summary>Sets who a commission's messages come from, where replies go, and how they look.</summary>
public static class SetMail
{
    public sealed record Command(Guid CommissionId, int? ExpectedVersion, Form Body) : ICommand<CommissionRow>;

    /// <summary>All of it: what is absent goes back to its default, except sender and council, which stay.</summary>
    public sealed record Form
    {
        /// <summary>The address that messages come from; stays when absent.</summary>
        public string? From { get; init; }

        /// <inheritdoc cref="MailStyle.DisplayName"/>
        public string? DisplayName { get; init; }

        /// <inheritdoc cref="MailStyle.ReplyTo"/>
        public string? ReplyTo { get; init; }

        /// <inheritdoc cref="MailStyle.Colour"/>
        public string? Colour { get; init; }

        /// <summary>The name of the council; stays when absent.</summary>
        public string? Council { get; init; }

        /// <inheritdoc cref="MailStyle.FooterLines"/>
        public IReadOnlyList<string> FooterLines { get; init; } = [];

        internal MailStyle Style => new() { DisplayName = DisplayName, ReplyTo = ReplyTo is null ? null : EmailAddress.Parse(ReplyTo).ToString(), Colour = Colour?.ToLowerInvariant(), FooterLines = FooterLines };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.From).Must(IsAddress).WithMessage("{PropertyValue} is not one e-mail address.");
            RuleFor(c => c.Body.ReplyTo).Must(IsAddress).WithMessage("{PropertyValue} is not one e-mail address.");
            RuleFor(c => c.Body.DisplayName).Must(n => n is null || n.Trim().Length is > 0 and <= 100).WithMessage("A sender's name has 1 to 100 characters.");
            RuleFor(c => c.Body.Colour).Must(c => c is null || MailStyle.IsColour(c)).WithMessage($"Give the colour as # and six digits, such as {MailStyle.DefaultColour}.");
            RuleFor(c => c.Body.Council).MaximumLength(200);
            RuleFor(c => c.Body.FooterLines).Must(f => f.Count <= 10 && f.All(l => l.Length <= 200)).WithMessage("At most 10 lines of 200 characters.");
        }

        private static bool IsAddress(string? text) => text is null || EmailAddress.FaultOf(text) is null;
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Command, CommissionRow>
    {
        public async Task<CommissionRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var commission = await db.Commissions.FindCommissionAsync(request.CommissionId, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, commission.Version);

            commission.WriteAs(request.Body.Style);
            if ((request.Body.From ?? commission.Email) is { Length: > 0 } from)
            {
                commission.WriteFrom(from, request.Body.Council, addressLines: null);
            }

            scope.Record(commission.Id, $"{scope.Actor.Name} changed how messages of {commission.Name} look and where replies go.");
            await db.SaveChangesAsync(cancellationToken);
            return CommissionRow.Of(commission);
        }
    }
}
