using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Access;

/// <summary>The user behind a bearer token, or nobody.</summary>
public static class FindActor
{
    public sealed record Query(string Secret) : IQuery<Actor?>;

    internal sealed class Handler(TrackerDb db) : IRequestHandler<Query, Actor?>
    {
        public async Task<Actor?> Handle(Query request, CancellationToken cancellationToken)
        {
            var hash = Secrets.Hash(request.Secret);
            var user = await db.AccessTokens.AsNoTracking().Where(t => t.Hash == hash)
                .Join(db.Users, t => t.UserId, u => u.Id, (_, u) => u)
                .SingleOrDefaultAsync(cancellationToken);
            return user?.ToActor();
        }
    }
}
