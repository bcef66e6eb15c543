using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Documents.Writing.Letters;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Letters;

/// <summary>The letter as PDF: the very bytes that were issued, or a preview marked as a draft.</summary>
public static class GetLetterDocument
{
    /// <param name="LetterId">The letter.</param>
    /// <param name="Edition">A former edition; the present one by default.</param>
    public sealed record Query(Guid LetterId, int? Edition = null) : IQuery<Result>;

    public sealed record Result(string FileName, byte[] Content);

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.AsNoTracking().FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            var issued = await db.Set<IssuedPdf>().AsNoTracking().SingleOrDefaultAsync(f => f.LetterId == letter.Id && f.Edition == (request.Edition ?? letter.Edition), cancellationToken);
            if (issued is not null)
            {
                return new(LetterDocuments.FileName(letter), issued.Content);
            }

            if (request.Edition is not null || letter.IssuedAt is not null)
            {
                throw new NotFoundException(request.Edition is null ? "The file of a letter that was not issued here" : $"Edition {request.Edition}");
            }

            var commission = await db.Commissions.AsNoTracking().SingleAsync(c => c.Id == letter.CommissionId, cancellationToken);
            return new(LetterDocuments.FileName(letter), LetterPdf.Write(LetterDocuments.Of(letter, commission, dueDates, clock.GetUtcNow()) with { IsDraft = true }));
        }
    }
}
