using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Access;

namespace Tracker.Workflow.Letters;

/// <summary>How letters are found: only within what the caller may see.</summary>
internal static class LetterQueries
{
    public static IQueryable<ScrutinyLetter> VisibleTo(this IQueryable<ScrutinyLetter> letters, Actor actor) =>
        actor.CommissionId is { } commission ? letters.Where(l => l.CommissionId == commission) : letters;

    /// <exception cref="NotFoundException">There is none, or it belongs to another commission.</exception>
    public static async Task<ScrutinyLetter> FindLetterAsync(this IQueryable<ScrutinyLetter> letters, Guid id, Actor actor, CancellationToken cancellationToken) =>
        await letters.Whole().VisibleTo(actor).SingleOrDefaultAsync(l => l.Id == id, cancellationToken) ?? throw new NotFoundException("Letter");

    /// <summary>With its recommendations and response requests, in as many queries.</summary>
    public static IQueryable<ScrutinyLetter> Whole(this IQueryable<ScrutinyLetter> letters) => letters
        .Include(l => l.Recommendations.OrderBy(r => r.Order)).ThenInclude(r => r.Addressees)
        .Include(l => l.ResponseRequests).ThenInclude(r => r.Reminders)
        .AsSplitQuery();
}
