using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Correspondence;

/// <summary>Keeps a message with a letter, or on its own, without taking it for a reply.</summary>
public static class FileCorrespondence
{
    /// <param name="Id">A message that waits.</param>
    /// <param name="ExpectedVersion">The version the caller saw.</param>
    /// <param name="LetterId">The letter to keep it with.</param>
    /// <param name="Reason">What it is; up to 500 characters.</param>
    public sealed record Command(Guid Id, int? ExpectedVersion, Guid? LetterId, string? Reason) : ICommand<CorrespondenceRow>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).MaximumLength(500);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, CorrespondenceRow>
    {
        public async Task<CorrespondenceRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var message = await db.IncomingMessages.FindMessageAsync(request.Id, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, message.Version);
            var letter = request.LetterId is { } id ? await db.Letters.FindLetterAsync(id, scope.Actor, cancellationToken) : null;
            var about = (message.LetterId, message.OrganisationId);

            message.File(letter, request.Reason, (scope.Actor.Name, clock.GetUtcNow()));

            scope.Record(new(message.Id, $"{scope.Actor.Name} filed a message from {message.Sender}{(letter is null ? "" : $" with the letter {letter.Reference}")}.") { LetterId = letter?.Id, Reason = request.Reason });
            await db.SaveChangesAsync(cancellationToken);
            await db.ReleaseAsync(about, (runtime, scope), cancellationToken);
            return CorrespondenceRow.Of(message);
        }
    }
}

/// <summary>Says that a message is not for the record; it is kept all the same. Its sender can be blocked with it.</summary>
public static class RejectCorrespondence
{
    /// <param name="Id">A message that waits.</param>
    /// <param name="ExpectedVersion">The version the caller saw.</param>
    /// <param name="Reason">Why; 1 to 500 characters.</param>
    /// <param name="BlockSender">Whether later messages from this address are set aside.</param>
    public sealed record Command(Guid Id, int? ExpectedVersion, string Reason, bool BlockSender) : ICommand<CorrespondenceRow>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(500);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, CorrespondenceRow>
    {
        public async Task<CorrespondenceRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var message = await db.IncomingMessages.FindMessageAsync(request.Id, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, message.Version);
            var now = clock.GetUtcNow();

            message.Reject(request.Reason, (scope.Actor.Name, now));
            if (request.BlockSender)
            {
                RefusedException.When(EmailAddress.FaultOf(message.FromAddress) is not null, "sender.without-address", "This message has no sender's address that could be blocked.");
                db.Add(BlockedSender.Block(message, request.Reason, scope.Actor.Name, now));
            }

            scope.Record(new(message.Id, $"{scope.Actor.Name} rejected a message from {message.Sender}{(request.BlockSender ? " and blocked its sender" : "")}.") { LetterId = message.LetterId, Reason = request.Reason });
            await db.SaveChangesAsync(cancellationToken);
            await db.ReleaseAsync((message.LetterId, message.OrganisationId), (runtime, scope), cancellationToken);
            return CorrespondenceRow.Of(message);
        }
    }
}

/// <summary>Lets a message wait for an officer again that was set aside, filed or rejected by mistake.</summary>
public static class TakeUpCorrespondence
{
    public sealed record Command(Guid Id, int? ExpectedVersion) : ICommand<CorrespondenceRow>;

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, CorrespondenceRow>
    {
        public async Task<CorrespondenceRow> Handle(Command request, CancellationToken cancellationToken)
        {
            var message = await db.IncomingMessages.FindMessageAsync(request.Id, scope.Actor, cancellationToken);
            StaleException.Unless(request.ExpectedVersion, message.Version);

            message.TakeUpAgain();

            await db.HoldAsync(message, clock.GetUtcNow(), cancellationToken);
            scope.Record(message.Id, $"{scope.Actor.Name} took a message from {message.Sender} up again.", message.LetterId);
            await db.SaveChangesAsync(cancellationToken);
            return CorrespondenceRow.Of(message);
        }
    }
}

/// <summary>The senders whose messages are set aside.</summary>
public static class ListBlockedSenders
{
    public sealed record Query : IQuery<IReadOnlyList<Row>>;

    public sealed record Row(Guid Id, string Address, string Reason, string BlockedBy, DateTimeOffset BlockedAt);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Query request, CancellationToken cancellationToken) =>
            await db.Set<BlockedSender>().AsNoTracking().Where(b => b.UnblockedAt == null && (scope.Actor.CommissionId == null || b.CommissionId == scope.Actor.CommissionId)).OrderBy(b => b.Address).Take(1000)
                .Select(b => new Row(b.Id, b.Address, b.Reason, b.BlockedBy, b.BlockedAt)).ToListAsync(cancellationToken);
    }
}

/// <summary>Lets a sender's messages wait for officers again.</summary>
public static class UnblockSender
{
    public sealed record Command(Guid Id) : ICommand<Result>;

    public sealed record Result(Guid Id);

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var sender = await db.Set<BlockedSender>().SingleOrDefaultAsync(
                b => b.Id == request.Id && (scope.Actor.CommissionId == null || b.CommissionId == scope.Actor.CommissionId), cancellationToken) ?? throw new NotFoundException("Blocked sender");

            sender.Unblock(clock.GetUtcNow());

            scope.Record(sender.Id, $"{scope.Actor.Name} unblocked a sender.");
            return new(sender.Id);
        }
    }
}
