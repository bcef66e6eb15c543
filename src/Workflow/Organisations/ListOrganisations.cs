using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Organisations;

/// <summary>The organisations that letters may ask, by name.</summary>
public static class ListOrganisations
{
    public sealed record Query : IQuery<IReadOnlyList<Row>>;

    public sealed record Row(Guid Id, string Name, IReadOnlyList<string> Aliases, IReadOnlyList<Guid> Members, IReadOnlyList<Contact> Contacts, IReadOnlyList<string> MailDomains, int Version)
    {
        internal static Row Of(Organisation o) => new(o.Id, o.Name, o.Aliases, o.Members, o.Contacts, o.MailDomains, o.Version);
    }

    internal sealed class Handler(TrackerDb db) : IRequestHandler<Query, IReadOnlyList<Row>>
    {
        public async Task<IReadOnlyList<Row>> Handle(Query request, CancellationToken cancellationToken) =>
            [.. (await db.Organisations.AsNoTracking().OrderBy(o => o.Name).ToListAsync(cancellationToken)).Select(Row.Of)];
    }
}
