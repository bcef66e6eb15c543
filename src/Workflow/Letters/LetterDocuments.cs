using System.Security.Cryptography;
using Tracker.Documents.Writing.Letters;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Responses;
using DocumentSection = Tracker.Documents.Writing.Letters.LetterSection;

namespace Tracker.Workflow.Letters;

/// <summary>A letter as the document that is written from it.</summary>
internal static class LetterDocuments
{
    /// <param name="letter">The letter.</param>
    /// <param name="commission">Who writes.</param>
    /// <param name="dueDates">Finds the date to reply by.</param>
    /// <param name="now">When the document is made.</param>
    /// <param name="correction">Why there is a new edition, when there is.</param>
    public static LetterDocument Of(ScrutinyLetter letter, Commission commission, DueDates dueDates, DateTimeOffset now, string? correction = null)
    {
        var due = Stated(letter, dueDates, now);
        return new()
        {
            Letterhead = LetterheadOf(commission),
            OurRef = letter.Reference,
            YourRef = letter.YourRef,
            Date = letter.Date,
            To = [.. letter.To.Select(p => new LetterPerson(p.Name, p.Role, p.Organisation))],
            Cc = [.. letter.Cc.Select(p => new LetterPerson(p.Name, p.Role, p.Organisation))],
            Salutation = letter.Salutation,
            Subject = letter.Subject,
            Sections = [.. CorrectionOf(correction, now), .. SectionsOf(letter)],
            ResponseDueOn = due.DueOn,
            HowToRespond = commission.RepliesTo.Length == 0 ? null : $"Please answer each point by its number, write to {commission.RepliesTo}, and quote {letter.Reference}.",
            FollowUp = FollowUpOf(letter),
            Signatories = [.. letter.Signatories.Select(s => new LetterSignatory(s.Name, s.Role))],
            DocumentId = letter.Id,
            CreatedAt = now,
        };
    }

    /// <summary>The date that the letter itself states: by the newest rule, before any extension.</summary>
    private static DueDate Stated(ScrutinyLetter letter, DueDates dueDates, DateTimeOffset now) =>
        letter.InOrder.FirstOrDefault(r => r.IsOfTheLetter) is { } issued
            ? dueDates.Of(issued.Ledger.Where(e => e is DueDateEntry.RuleSet or DueDateEntry.DateRecorded or DueDateEntry.CalendarAdopted)).Fold()
            : dueDates.Open(letter, letter.RespondentIds.First(), letter.IssuableOn(LondonDay.Of(now)), now).Fold();

    private static IEnumerable<DocumentSection> CorrectionOf(string? reason, DateTimeOffset now) =>
        reason is null ? [] : [new() { Narrative = $"This letter was corrected on {LondonDay.Of(now):d MMMM yyyy}: {reason}" }];

    private static string? FollowUpOf(ScrutinyLetter letter)
    {
        var meeting = (letter.DiscussedOn ?? letter.FollowUpMeetingOn) is { } on ? $"The Commission will discuss the responses at its meeting on {on:d MMMM yyyy}." : null;
        return (meeting, letter.PublicationStatement) is (null, null) ? null : string.Join(' ', new[] { meeting, letter.PublicationStatement }.OfType<string>());
    }

    public static Letterhead LetterheadOf(Commission commission) =>
        new(commission.Name, commission.Council ?? "", commission.AddressLines, commission.Email.Length == 0 ? null : commission.Email);

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string FileName(ScrutinyLetter letter) => letter.Reference.Replace('/', '-') + ".pdf";

    /// <summary>Each recommendation in the section of its theme; those without one in the last, and those whose section is missing in one of their own.</summary>
    private static List<DocumentSection> SectionsOf(ScrutinyLetter letter)
    {
        var last = letter.Sections.Count - 1;
        var listed = letter.Recommendations.Where(r => !r.IsInProse).ToList();
        var sections = letter.Sections.Select((s, i) => new DocumentSection
        {
            Heading = s.Heading,
            Narrative = s.Narrative,
            Recommendations = Items(listed.Where(r => r.Theme is null ? i == last : r.Theme == s.Heading), letter),
        }).ToList();
        var homeless = listed.Where(r => r.Theme is null ? last < 0 : letter.Sections.All(s => s.Heading != r.Theme)).GroupBy(r => r.Theme);
        sections.AddRange(homeless.Select(g => new DocumentSection { Heading = g.Key, Recommendations = Items(g, letter) }));
        return sections;
    }

    private static List<LetterRecommendation> Items(IEnumerable<Recommendation> recommendations, ScrutinyLetter letter) =>
        [.. recommendations.OrderBy(r => r.Order).Select(r => new LetterRecommendation(r.Text)
        {
            Number = r.Number,
            Parts = [.. r.Parts.Select(p => new LetterRecommendationPart(p.Label, p.Text))],
            AddressedTo = [.. letter.To.DistinctBy(t => t.OrganisationId).Where(t => r.AskedFromTheStart(t.OrganisationId)).Select(t => t.Organisation)],
        })];
}
