using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>The letter that the holder of a secret link is asked about, in its present edition. Looking changes nothing.</summary>
public static class GetAskedLetter
{
    public sealed record Query(string Secret) : IQuery<GetLetterDocument.Result>;

    internal sealed class Handler(TrackerDb db) : IRequestHandler<Query, GetLetterDocument.Result>
    {
        /// <exception cref="NotFoundException">The link is unknown or was replaced, or no file of the letter is kept here.</exception>
        public async Task<GetLetterDocument.Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var hash = Secrets.Hash(request.Secret);
            var letter = await db.Letters.AsNoTracking().SingleOrDefaultAsync(l => l.ResponseRequests.Any(r => r.LinkHash == hash), cancellationToken) ?? throw new NotFoundException("Link");
            var file = await db.Set<IssuedPdf>().AsNoTracking().SingleOrDefaultAsync(f => f.LetterId == letter.Id && f.Edition == letter.Edition, cancellationToken)
                ?? throw new NotFoundException("Letter");
            return new(LetterDocuments.FileName(letter), file.Content);
        }
    }
}
