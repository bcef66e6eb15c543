using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Everything that a message about a commitment draws on.</summary>
/// <param name="Commitment">The promise.</param>
/// <param name="Commission">Who asks.</param>
/// <param name="Organisation">Who promised.</param>
/// <param name="Letter">The letter in answer to which it was promised, if any.</param>
/// <param name="CaseReference">The reference of its case.</param>
internal sealed record CommitmentPost(Commitment Commitment, Commission Commission, Organisation Organisation, ScrutinyLetter? Letter, string CaseReference)
{
    public string Reference => Letter?.Reference ?? CaseReference;

    /// <summary>The letter's recipients at that organisation, else its contacts below escalation; empty when there are none.</summary>
    public IReadOnlyList<Mailbox> People => Recipients is { Count: > 0 } recipients ? recipients
        : [.. Organisation.Contacts.Where(c => !c.IsEscalation).Select(c => new Mailbox(c.Name, EmailAddress.Parse(c.Email)))];

    private List<Mailbox> Recipients =>
        [.. (Letter?.ResponseRequests.FirstOrDefault(r => r.OrganisationId == Organisation.Id) is { } asked ? Letter.PeopleOf(asked) : []).Where(r => r.Email is not null).Select(r => new Mailbox(r.Name, EmailAddress.Parse(r.Email!)))];
}

/// <summary>Writes the messages about a commitment.</summary>
internal sealed class CommitmentMail(TrackerDb db, OutgoingMail outgoing)
{
    private const string Axes = "not started, on track, at risk, off track, paused, completed, superseded or withdrawn";

    public async Task<CommitmentPost> PostOfAsync(Commitment commitment, CancellationToken cancellationToken) => new(
        commitment,
        await db.Commissions.SingleAsync(c => c.Id == commitment.CommissionId, cancellationToken),
        await db.Organisations.SingleAsync(o => o.Id == commitment.OrganisationId, cancellationToken),
        await db.Letters.Include(l => l.ResponseRequests).SingleOrDefaultAsync(l => l.Id == commitment.LetterId, cancellationToken),
        await db.Cases.Where(c => c.Id == commitment.CaseId).Select(c => c.Reference).SingleAsync(cancellationToken));

    /// <summary>Asks how far a promise is.</summary>
    public void SendQuestion(CommitmentPost post, ReminderStep step)
    {
        var commitment = post.Commitment;
        var body = new MessageBody().Paragraph($"{post.Commission.Name} follows what you promised {MadeIn(post)}:")
            .Paragraph($"\"{commitment.Text}\"")
            .Paragraph(Standing(commitment));
        if (commitment.Owner is { } owner)
        {
            body.Paragraph($"To be done by: {owner}.");
        }

        body.Paragraph($"How far are you? Please say whether it is {Axes}, what has been done and what shows it. If the date has moved, give the new one and the reason.")
            .Paragraph($"Reply to this message, or write to {outgoing.FromOf(post.Commission)}, and quote {post.Reference}.");
        outgoing.Send(new(post.Commission, post.People, $"{SubjectOf(step, commitment)}: {post.Reference}: {Excerpt.Of(commitment.Text, 80)}", body)
        {
            Kind = "progress",
            CorrelationId = commitment.Id,
            LetterId = post.Letter?.Id,
            OrganisationId = post.Organisation.Id,
            InReplyTo = FirstMessage(post),
            IsAutomatic = true,
        });
    }

    private static string MadeIn(CommitmentPost post) => post switch
    {
        { Letter: { } letter } => $"on {Day(post.Commitment.MadeOn)} in answer to our letter of {Day(letter.Date)} about {letter.Subject}",
        { Commitment.Source: { } source } => $"on {Day(post.Commitment.MadeOn)} ({source})",
        _ => $"on {Day(post.Commitment.MadeOn)}",
    };

    private static string Standing(Commitment commitment) =>
        commitment.Due is { Due: null, Words: null } ? "You named no date for it."
        : commitment.Revisions.Count > 0 ? $"You promised it {commitment.Due.Phrase}, at first {commitment.Promised.Phrase}."
        : $"You promised it {commitment.Due.Phrase}.";

    private static string SubjectOf(ReminderStep step, Commitment commitment) => step.Rule switch
    {
        FollowUp.BeforeDate => $"Promised {commitment.Due.Phrase}",
        FollowUp.OnDate => $"Promised {commitment.Due.Phrase}, how far are you?",
        FollowUp.AfterDate => $"Promised {commitment.Due.Phrase}, question {step.Occurrence + 1}",
        _ => $"Your promise of {Day(commitment.MadeOn)}, how far are you?",
    };

    private static MessageId? FirstMessage(CommitmentPost post) =>
        post.Letter?.ResponseRequests.FirstOrDefault(r => r.OrganisationId == post.Organisation.Id)?.FirstMessageId is { } first ? MessageId.Parse(first) : null;

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
}
