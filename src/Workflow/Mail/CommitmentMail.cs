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
    /// <summary>The present tag of the organisation's reply address to that letter, if it has one.</summary>
    public ReplyTag? Tag { get; init; }

    public string Reference => Letter?.Reference ?? CaseReference;

    /// <summary>The letter's recipients at that organisation, else its contacts below escalation; empty when there are none.</summary>
    public IReadOnlyList<Mailbox> People => Recipients is { Count: > 0 } recipients ? recipients
        : [.. Organisation.Contacts.Where(c => !c.IsEscalation).Select(c => new Mailbox(c.Name, EmailAddress.Parse(c.Email)))];

    /// <summary>What the letter asked of the organisation: the thread that a message joins.</summary>
    public Responses.ResponseRequest? Asked => Letter?.ResponseRequests.FirstOrDefault(r => r.OrganisationId == Organisation.Id);

    private List<Mailbox> Recipients =>
        [.. (Asked is { } asked ? Letter!.PeopleOf(asked) : []).Where(r => r.Email is not null).Select(r => new Mailbox(r.Name, EmailAddress.Parse(r.Email!)))];
}

/// <summary>Writes the messages about a commitment.</summary>
internal sealed class CommitmentMail(TrackerDb db, OutgoingMail outgoing)
{
    public async Task<CommitmentPost> PostOfAsync(Commitment commitment, CancellationToken cancellationToken) => new(
        commitment,
        await db.Commissions.SingleAsync(c => c.Id == commitment.CommissionId, cancellationToken),
        await db.Organisations.SingleAsync(o => o.Id == commitment.OrganisationId, cancellationToken),
        await db.Letters.Include(l => l.ResponseRequests).SingleOrDefaultAsync(l => l.Id == commitment.LetterId, cancellationToken),
        await db.Cases.Where(c => c.Id == commitment.CaseId).Select(c => c.Reference).SingleAsync(cancellationToken))
    {
        Tag = commitment.LetterId is { } letterId ? (await db.CurrentTagsAsync(letterId, cancellationToken)).GetValueOrDefault(commitment.OrganisationId) : null,
    };

    /// <summary>Asks how far a promise is.</summary>
    public void SendQuestion(CommitmentPost post, ReminderStep step)
    {
        var (commitment, face) = (post.Commitment, outgoing.FaceOf(post.Commission));
        var words = OutgoingMail.Written(MailKind.ProgressQuestion, ValuesOf(post, step, face), face, post.Commission);
        commitment.SentIn(outgoing.Send(new(face, post.People, words)
        {
            Kind = MailKind.ProgressQuestion.Name,
            CorrelationId = commitment.Id,
            CommissionId = post.Commission.Id,
            LetterId = commitment.LetterId,
            OrganisationId = commitment.OrganisationId,
            Sender = outgoing.Tagged(face, post.Tag),
            InReplyTo = post.Asked?.FirstMessageId is { } first ? MessageId.Parse(first) : null,
            Newest = (commitment.LastMessageId ?? post.Asked?.LastMessageId) is { } last ? MessageId.Parse(last) : null,
            IsAutomatic = true,
        }));
    }

    private static MailValues ValuesOf(CommitmentPost post, ReminderStep step, MailFace face) => new()
    {
        ["commission"] = post.Commission.Name,
        ["council"] = post.Commission.Council,
        ["reply-to"] = face.ReplyTo.ToString(),
        ["organisation"] = post.Organisation.Name,
        ["reference"] = post.Reference,
        ["question"] = SubjectOf(step, post.Commitment),
        ["promise"] = post.Commitment.Text,
        ["promise-short"] = Excerpt.Of(post.Commitment.Text, 80),
        ["made"] = MadeIn(post),
        ["standing"] = Standing(post.Commitment),
        ["owner"] = post.Commitment.Owner,
        ["states"] = StatesOf(post.Commission),
    };

    /// <summary>As the commission calls them: "a, b or c".</summary>
    private static string StatesOf(Commission commission)
    {
        var states = Enum.GetValues<Implementation>().Select(commission.LabelOf).ToList();
        return $"{string.Join(", ", states.SkipLast(1))} or {states[^1]}";
    }

    private static string MadeIn(CommitmentPost post) => post switch
    {
        { Letter: { } letter } => $"on {MailDay.Short(post.Commitment.MadeOn)} in answer to our letter of {MailDay.Short(letter.Date)} about {letter.Subject}",
        { Commitment.Source: { } source } => $"on {MailDay.Short(post.Commitment.MadeOn)} ({source})",
        _ => $"on {MailDay.Short(post.Commitment.MadeOn)}",
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
        _ => $"Your promise of {MailDay.Short(commitment.MadeOn)}, how far are you?",
    };
}
