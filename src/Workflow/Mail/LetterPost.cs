using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Mail;

/// <summary>Everything that a message about a letter draws on.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Commission">Who writes.</param>
/// <param name="Pdf">Its present edition; none when it was sent outside the product and nobody kept the file here.</param>
internal sealed record LetterPost(ScrutinyLetter Letter, Commission Commission, byte[]? Pdf)
{
    /// <summary>The present tag of each organisation's reply address.</summary>
    public required Dictionary<Guid, ReplyTag> Tags { get; init; }

    public static async Task<LetterPost> OfAsync(TrackerDb db, Guid letterId, CancellationToken cancellationToken)
    {
        var letter = await db.Letters.Whole().SingleAsync(l => l.Id == letterId, cancellationToken);
        var commission = await db.Commissions.SingleAsync(c => c.Id == letter.CommissionId, cancellationToken);
        var file = db.Set<IssuedPdf>().Local.FirstOrDefault(f => f.LetterId == letterId && f.Edition == letter.Edition)
            ?? await db.Set<IssuedPdf>().AsNoTracking().SingleOrDefaultAsync(f => f.LetterId == letterId && f.Edition == letter.Edition, cancellationToken);
        return new(letter, commission, file?.Content) { Tags = await db.CurrentTagsAsync(letterId, cancellationToken) };
    }

    /// <summary>The people that a request is written to, and whose addresses are known.</summary>
    public Mailbox[] PeopleOf(ResponseRequest request) =>
        [.. Letter.PeopleOf(request).Where(r => r.Email is not null).Select(r => new Mailbox(r.Name, EmailAddress.Parse(r.Email!)))];

    /// <summary>What the letter itself gives to any message about it.</summary>
    public MailValues ValuesOf(MailFace face) => new()
    {
        ["commission"] = Commission.Name,
        ["council"] = Commission.Council,
        ["reply-to"] = face.ReplyTo.ToString(),
        ["reference"] = Letter.Reference,
        ["subject"] = Letter.Subject,
        ["letter-date"] = MailDay.Long(Letter.Date),
        ["organisation"] = PlainWords.List([.. Letter.To.Select(t => t.Organisation).Distinct()]),
    };

    /// <summary>What a request of it adds.</summary>
    public MailValues ValuesOf(MailFace face, ResponseRequest request) => ValuesOf(face).With(new()
    {
        ["organisation"] = Letter.NameOf(request.OrganisationId),
        ["due"] = MailDay.Long(request.DueOn),
        ["due-short"] = MailDay.Short(request.DueOn),
        ["asks"] = new MailValue.Items([.. Letter.AskedIn(request).Select(r => Ask(r, r.Parts, request.Questions.FirstOrDefault(q => q.RecommendationId == r.Id)?.Words))]),
        ["still"] = "Still unanswered:",
    });

    public static MailItem Ask(Recommendation recommendation, IEnumerable<RecommendationPart> parts, string? words) => new(recommendation.Label, recommendation.Text)
    {
        Lines = [.. parts.Select(p => $"({p.Label}) {p.Text}"), .. words is null ? Array.Empty<string>() : [$"We would like to know: {words}"]],
    };
}
