using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>How responses are read: whole, in the order of recording, and never to be changed.</summary>
internal static class ResponseQueries
{
    public static Task<List<Response>> ResponsesToAsync(this TrackerDb db, Guid letterId, CancellationToken cancellationToken) =>
        db.ResponsesTo([letterId]).ToListAsync(cancellationToken);

    public static IQueryable<Response> ResponsesTo(this TrackerDb db, IReadOnlyList<Guid> letterIds) =>
        db.Responses.AsNoTracking().Include(r => r.Answers).Where(r => letterIds.Contains(r.LetterId)).OrderBy(r => r.LetterId).ThenBy(r => r.Number);

    public static async Task<Coverage> CoverageOfAsync(this TrackerDb db, ScrutinyLetter letter, CancellationToken cancellationToken) =>
        new(letter, await db.ResponsesToAsync(letter.Id, cancellationToken));
}
