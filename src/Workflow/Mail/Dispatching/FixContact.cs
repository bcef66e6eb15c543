using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Corrects the contact that a message did not reach, sends the message there if wanted, and lets chasing go on.</summary>
public static class FixContact
{
    /// <param name="Id">A message that failed.</param>
    /// <param name="ExpectedVersion">The version the caller saw.</param>
    /// <param name="Body">What is right.</param>
    public sealed record Command(Guid Id, int? ExpectedVersion, Form Body) : ICommand<Result>;

    public sealed record Form
    {
        /// <summary>The address that failed.</summary>
        public required string Address { get; init; }

        /// <summary>The right address; the same when only the mailbox was full.</summary>
        public required string NewAddress { get; init; }

        /// <summary>The person, where it is another one.</summary>
        public string? Name { get; init; }

        /// <summary>Whether the message goes to the right address now.</summary>
        public bool Send { get; init; } = true;
    }

    /// <param name="Message">The message that failed.</param>
    /// <param name="SentAs">The message that goes in its place.</param>
    public sealed record Result(DispatchRow Message, Guid? SentAs);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Address).NotEmpty().MaximumLength(EmailAddress.MaxLength);
            RuleFor(c => c.Body.NewAddress).Must(a => EmailAddress.FaultOf(a) is null).WithMessage("Give one e-mail address, such as clerk@council.example.");
            RuleFor(c => c.Body.Name).MaximumLength(200);
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, OutgoingMail outgoing, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var dispatch = await db.Dispatches.FindDispatchAsync(request.Id, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, dispatch.Version);
            var failed = dispatch.Recipients.FirstOrDefault(r => r.State == DispatchState.Failed && string.Equals(r.Address, request.Body.Address, StringComparison.OrdinalIgnoreCase));
            RefusedException.When(failed is null, "message.not-failed", "This message did not fail with that address.");
            var contact = new Contact(request.Body.Name ?? failed.Name, EmailAddress.Parse(request.Body.NewAddress).ToString());

            var corrected = await CorrectAsync(dispatch, failed.Address, contact, cancellationToken);
            Guid? sent = request.Body.Send ? await outgoing.SendInPlaceOfAsync(dispatch, new(contact.Name, EmailAddress.Parse(contact.Email)), cancellationToken) : null;
            dispatch.IsMended(failed, sent, scope.Actor.Name, clock.GetUtcNow());
            scope.Record(dispatch.Id, $"{scope.Actor.Name} {(corrected ? "corrected the address of" : "gave another address for")} {contact.Name}{(sent is null ? "" : $" and sent the message \"{dispatch.Subject}\" there")}.", dispatch.LetterId);
            await db.SaveChangesAsync(cancellationToken);
            if (dispatch.State != DispatchState.Failed)
            {
                await FinishTaskAsync(dispatch, cancellationToken);
            }

            return new(DispatchRow.Of(dispatch), sent);
        }

        /// <summary>Where the address is known from: whoever an open request of the organisation is written to, in any letter that the actor may see, those in cc, and its contacts.</summary>
        /// <returns>Whether it was known anywhere.</returns>
        private async Task<bool> CorrectAsync(Dispatch dispatch, string former, Contact contact, CancellationToken cancellationToken)
        {
            var isKnown = false;
            var letters = await db.Letters.Whole().VisibleTo(scope.Actor)
                .Where(l => l.Id == dispatch.LetterId || l.ResponseRequests.Any(r => r.OrganisationId == dispatch.OrganisationId && r.AnsweredOn == null && r.ClosedAt == null && r.WithdrawnAt == null)).ToListAsync(cancellationToken);
            foreach (var letter in letters)
            {
                isKnown |= letter.Id == dispatch.LetterId && letter.ReachCopyAt(former, contact);
                foreach (var request in letter.ResponseRequests.Where(r => r.OrganisationId == dispatch.OrganisationId))
                {
                    isKnown |= request.IsReachedAt(letter.PeopleOf(request), former, contact);
                }
            }

            var organisation = await db.Organisations.SingleOrDefaultAsync(o => o.Id == dispatch.OrganisationId, cancellationToken);
            return organisation?.IsReachedNoMoreAt(former, contact) == true || isKnown;
        }

        private async Task FinishTaskAsync(Dispatch dispatch, CancellationToken cancellationToken)
        {
            var subject = dispatch.Id.ToString();
            var tasks = await db.Set<WorkflowTask>().Where(t => t.Status == WorkflowTaskStatus.Open)
                .Join(db.Set<WorkflowInstance>().Where(i => i.CorrelationId == subject), t => t.InstanceId, i => i.Id, (t, _) => t.Id).ToListAsync(cancellationToken);
            foreach (var task in tasks)
            {
                await runtime.CompleteTaskAsync(task, resultJson: null, scope.Actor.Name, cancellationToken);
            }
        }
    }
}
