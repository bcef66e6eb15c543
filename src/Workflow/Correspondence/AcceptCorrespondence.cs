using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Correspondence;

/// <summary>Records a message as an organisation's reply: acknowledgement, holding, interim, substantive or supplementary.</summary>
public static class AcceptCorrespondence
{
    /// <param name="Id">A message that waits.</param>
    /// <param name="ExpectedVersion">The version the caller saw.</param>
    /// <param name="LetterId">The letter it answers: the proposed one, or another.</param>
    /// <param name="Reply">The reply as an officer read it; the day it came to the mail system unless said otherwise.</param>
    public sealed record Command(Guid Id, int? ExpectedVersion, Guid LetterId, RecordResponse.Form Reply) : ICommand<Result>;

    public sealed record Result(CorrespondenceRow Message, RecordResponse.Result Response);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reply).ChildRules(RecordResponse.Validator.Check);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, ReplyRecorder recorder, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var message = await db.IncomingMessages.FindMessageAsync(request.Id, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, message.Version);
            var about = (message.LetterId, message.OrganisationId);
            message.RefuseUnlessWaiting();

            var reply = request.Reply with { ReceivedOn = request.Reply.ReceivedOn ?? Calendar.LondonDay.Of(message.ArrivedAt) };
            var response = await recorder.RecordAsync(request.LetterId, reply, message.Id, cancellationToken);
            var commissionId = await db.Letters.Where(l => l.Id == request.LetterId).Select(l => l.CommissionId).SingleAsync(cancellationToken);
            message.Accept((request.LetterId, commissionId), (response.Id, response.OrganisationId), (scope.Actor.Name, clock.GetUtcNow()));

            await db.SaveChangesAsync(cancellationToken);
            await db.ReleaseAsync(about, (runtime, scope), cancellationToken);
            return new(CorrespondenceRow.Of(message), response);
        }
    }
}
