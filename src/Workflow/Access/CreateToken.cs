using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Access;

/// <summary>Makes a bearer token for a user. The secret is in the result and nowhere else.</summary>
public static class CreateToken
{
    public sealed record Command(string Email) : ICommand<Result>;

    public sealed record Result(string Secret);

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var email = request.Email.Trim().ToLowerInvariant();
            var user = await db.Users.SingleOrDefaultAsync(u => u.Email == email, cancellationToken) ?? throw new NotFoundException($"User {email}");
            var (token, secret) = AccessToken.For(user, clock.GetUtcNow());

            db.Add(token);
            scope.Record(user.Id, $"A token was made for {user.Email}.");
            return new(secret);
        }
    }
}
