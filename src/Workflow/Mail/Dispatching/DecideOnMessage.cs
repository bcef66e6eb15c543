using MediatR;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Somebody knows that an uncertain message arrived: it is not sent again.</summary>
public static class MessageArrived
{
    public sealed record Command(Guid Id, int? ExpectedVersion) : ICommand<DispatchRow>;

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, DispatchRow>
    {
        public async Task<DispatchRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var dispatch = await db.Dispatches.FindDispatchAsync(request.Id, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, dispatch.Version);
            var now = clock.GetUtcNow();

            dispatch.Arrived(scope.Actor.Name, now);

            scope.Record(dispatch.Id, $"{scope.Actor.Name} knows that the message \"{dispatch.Subject}\" arrived; it is not sent again.", dispatch.LetterId);
            await db.SaveChangesAsync(cancellationToken);
            await (dispatch.Outstanding.Count > 0 ? db.ReleaseAsync(dispatch.Id, now, cancellationToken) : db.SettleAsync(dispatch.Id, now, cancellationToken));
            return DispatchRow.Of(dispatch);
        }
    }
}

/// <summary>Somebody lets an uncertain message go again, with the same bytes and Message-ID: whoever has it already can tell.</summary>
public static class SendMessageAgain
{
    public sealed record Command(Guid Id, int? ExpectedVersion) : ICommand<DispatchRow>;

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, DispatchRow>
    {
        public async Task<DispatchRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var dispatch = await db.Dispatches.FindDispatchAsync(request.Id, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, dispatch.Version);
            var now = clock.GetUtcNow();

            dispatch.SendAgain(scope.Actor.Name, now);

            scope.Record(dispatch.Id, $"{scope.Actor.Name} let the message \"{dispatch.Subject}\" be sent again, because nobody could tell whether it had left.", dispatch.LetterId);
            await db.SaveChangesAsync(cancellationToken);
            await db.ReleaseAsync(dispatch.Id, now, cancellationToken);
            return DispatchRow.Of(dispatch);
        }
    }
}
