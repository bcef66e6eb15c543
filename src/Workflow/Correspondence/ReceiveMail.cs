using System.Security.Cryptography;
using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Correspondence;

/// <summary>Stores the bytes of a message that came in, once, and lets them be read afterwards. Asking again with what is stored already changes nothing.</summary>
public static class ReceiveMail
{
    /// <summary>The most bytes of one message.</summary>
    public const int MaxBytes = 40_000_000;

    /// <param name="Source">Which way it came, such as <c>maildir</c>; at most 20 characters.</param>
    /// <param name="SourceId">What that way calls it; at most 300 characters.</param>
    /// <param name="Raw">Its bytes, at most 40 MB.</param>
    public sealed record Command(string Source, string SourceId, byte[] Raw) : IRequest<Result>;

    /// <param name="Id">The message.</param>
    /// <param name="IsNew">Whether it was not known before.</param>
    public sealed record Result(Guid Id, bool IsNew);

    /// <summary>The part that writes.</summary>
    internal sealed record Store(string Source, string SourceId, string Sha256, [property: JsonIgnore] byte[] Raw) : ICommand<Result>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Source).NotEmpty().MaximumLength(20);
            RuleFor(c => c.SourceId).NotEmpty().MaximumLength(300);
            RuleFor(c => c.Raw).Must(raw => raw.Length is > 0 and <= MaxBytes).WithMessage($"A message has 1 to {MaxBytes:N0} bytes.");
        }
    }

    internal sealed class Handler(TrackerDb db, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(request.Raw));
            return await db.KnownAsync(request.Source, request.SourceId, hash, cancellationToken) is { } known
                ? new(known, IsNew: false)
                : await mediator.Send(new Store(request.Source, request.SourceId, hash, request.Raw), cancellationToken);
        }
    }

    internal sealed class StoreHandler(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Store, Result>
    {
        public async Task<Result> Handle(Store request, CancellationToken cancellationToken)
        {
            if (await db.KnownAsync(request.Source, request.SourceId, request.Sha256, cancellationToken) is { } known)
            {
                scope.Record(known, "A message that is stored came once more at the same moment."); // the race was lost
                return new(known, IsNew: false);
            }

            var message = IncomingMessage.Receive(request.Source, request.SourceId, (request.Sha256, request.Raw.Length), scope.Actor.CommissionId, clock.GetUtcNow());
            db.Add(message);
            db.Add(new RawMail { Id = message.Id, Content = request.Raw });
            scope.Record(message.Id, $"A message came in ({message.Source}).");
            await db.SaveChangesAsync(cancellationToken);
            await runtime.StartAsync(ReadIncomingMail.Workflow, message.Id.ToString(), cancellationToken);
            return new(message.Id, IsNew: true);
        }
    }

    private static async Task<Guid?> KnownAsync(this TrackerDb db, string source, string sourceId, string sha256, CancellationToken cancellationToken) =>
        await db.IncomingMessages.Where(m => m.Sha256 == sha256 || (m.Source == source && m.SourceId == sourceId)).Select(m => (Guid?)m.Id).FirstOrDefaultAsync(cancellationToken);
}
