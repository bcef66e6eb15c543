using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Turns the daily message off for whoever holds the secret in one of them.</summary>
public static class StopDigest
{
    public sealed record Command(string Secret) : ICommand<Result>;

    public sealed record Result(bool On);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var hash = Secrets.Hash(request.Secret);
            var user = await db.Set<Digest>().Where(d => d.SecretHash == hash).Join(db.Users, d => d.UserId, u => u.Id, (d, u) => u).SingleOrDefaultAsync(cancellationToken)
                ?? throw new NotFoundException("Link");

            user.TakeDigest(on: false);

            scope.Record(user.Id, $"{user.Email} turned the daily message off by its link.");
            return new(user.TakesDigest);
        }
    }
}

/// <summary>Turns the caller's own daily message on or off.</summary>
public static class SetMyDigest
{
    public sealed record Command(bool On) : ICommand<StopDigest.Result>;

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Command, StopDigest.Result>
    {
        public async Task<StopDigest.Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == scope.Actor.UserId, cancellationToken) ?? throw new NotFoundException("User");

            user.TakeDigest(request.On);

            scope.Record(user.Id, $"{user.Email} turned the daily message {(request.On ? "on" : "off")}.");
            return new(user.TakesDigest);
        }
    }
}
