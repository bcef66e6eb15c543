using Tracker.Documents.Writing.Letters;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Responses;
using DocumentSection = Tracker.Documents.Writing.Letters.LetterSection;

namespace Tracker.Workflow.Letters;

/// <summary>A letter as the document that is written from it.</summary>
internal static class LetterDocuments
{
    public static LetterDocument Of(ScrutinyLetter letter, Commission commission, DueDates dueDates, DateTimeOffset now)
    {
        var due = dueDates.Open(letter, letter.RespondentIds.First(), letter.IssuableOn(LondonDay.Of(now)), now).Fold();
        return new()
        {
            Letterhead = new(commission.Name, commission.Council ?? "", commission.AddressLines, commission.Email.Length == 0 ? null : commission.Email),
            OurRef = letter.Reference,
            YourRef = letter.YourRef,
            Date = letter.Date,
            To = [.. letter.To.Select(p => new LetterPerson(p.Name, p.Role, p.Organisation))],
            Cc = [.. letter.Cc.Select(p => new LetterPerson(p.Name, p.Role, p.Organisation))],
            Salutation = letter.Salutation,
            Subject = letter.Subject,
            Sections = SectionsOf(letter),
            ResponseDueOn = due.DueOn,
            HowToRespond = commission.Email.Length == 0 ? null : $"Please answer each point by its number, write to {commission.Email}, and quote {letter.Reference}.",
            FollowUp = letter.FollowUpMeetingOn is { } on ? $"The Commission will discuss the responses at its meeting on {on:d MMMM yyyy}." : null,
            Signatories = [.. letter.Signatories.Select(s => new LetterSignatory(s.Name, s.Role))],
            DocumentId = letter.Id,
            CreatedAt = now,
        };
    }

    public static string FileName(ScrutinyLetter letter) => letter.Reference.Replace('/', '-') + ".pdf";

    /// <summary>Each recommendation in the section of its theme; those without one in the last, and those whose section is missing in one of their own.</summary>
    private static List<DocumentSection> SectionsOf(ScrutinyLetter letter)
    {
        var last = letter.Sections.Count - 1;
        var sections = letter.Sections.Select((s, i) => new DocumentSection
        {
            Heading = s.Heading,
            Narrative = s.Narrative,
            Recommendations = Items(letter.Recommendations.Where(r => r.Theme is null ? i == last : r.Theme == s.Heading), letter),
        }).ToList();
        var homeless = letter.Recommendations.Where(r => r.Theme is null ? last < 0 : letter.Sections.All(s => s.Heading != r.Theme)).GroupBy(r => r.Theme);
        sections.AddRange(homeless.Select(g => new DocumentSection { Heading = g.Key, Recommendations = Items(g, letter) }));
        return sections;
    }

    private static List<LetterRecommendation> Items(IEnumerable<Recommendation> recommendations, ScrutinyLetter letter) =>
        [.. recommendations.OrderBy(r => r.Order).Select(r => new LetterRecommendation(r.Text)
        {
            Number = r.Number,
            Parts = [.. r.Parts.Select(p => new LetterRecommendationPart(p.Label, p.Text))],
            AddressedTo = [.. letter.To.DistinctBy(t => t.OrganisationId).Where(t => r.Asks(t.OrganisationId)).Select(t => t.Organisation)],
        })];
}
