using FluentValidation;
using FluentValidation.Results;
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

    /// <summary>The letter of a recommendation.</summary>
    /// <exception cref="NotFoundException">There is none, or it belongs to another commission.</exception>
    public static async Task<ScrutinyLetter> FindLetterOfAsync(this IQueryable<ScrutinyLetter> letters, Guid recommendationId, Actor actor, CancellationToken cancellationToken) =>
        await letters.Whole().VisibleTo(actor).SingleOrDefaultAsync(l => l.Recommendations.Any(r => r.Id == recommendationId), cancellationToken) ?? throw new NotFoundException("Recommendation");

    /// <summary>By its id, or by its number where that is clear in the letter.</summary>
    /// <exception cref="ValidationException">There is none, or the number stands under several themes.</exception>
    public static Recommendation FindRecommendation(this ScrutinyLetter letter, string named, string field)
    {
        var found = letter.Recommendations.Where(r => Guid.TryParse(named, out var id) ? r.Id == id : r.Number == named.Trim()).ToList();
        return found switch
        {
            [var one] => one,
            [] => throw new ValidationException([new ValidationFailure(field, $"This letter has no recommendation {named}.")]),
            _ => throw new ValidationException([new ValidationFailure(field, $"{named} stands under several themes of this letter. Give the recommendation's id.")]),
        };
    }

    /// <summary>With its recommendations and response requests, in as many queries.</summary>
    public static IQueryable<ScrutinyLetter> Whole(this IQueryable<ScrutinyLetter> letters) => letters
        .Include(l => l.Recommendations.OrderBy(r => r.Order)).ThenInclude(r => r.Addressees)
        .Include(l => l.ResponseRequests).ThenInclude(r => r.Reminders)
        .AsSplitQuery();
}
