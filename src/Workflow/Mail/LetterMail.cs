using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Mail;

/// <summary>Everything that a message about a letter draws on.</summary>
internal sealed record LetterPost(ScrutinyLetter Letter, Commission Commission, byte[] Pdf);

/// <summary>Writes the messages about a letter.</summary>
internal sealed class LetterMail(TrackerDb db, OutgoingMail outgoing, TimeProvider clock)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public async Task<LetterPost> PostOfAsync(Guid letterId, CancellationToken cancellationToken)
    {
        var letter = await db.Letters.Whole().SingleAsync(l => l.Id == letterId, cancellationToken);
        var commission = await db.Commissions.SingleAsync(c => c.Id == letter.CommissionId, cancellationToken);
        var file = await db.Set<IssuedPdf>().AsNoTracking().SingleAsync(f => f.LetterId == letterId, cancellationToken);
        return new(letter, commission, file.Content);
    }

    /// <summary>The letter to one organisation, with its own link.</summary>
    public void SendLetter(LetterPost post, ResponseRequest request)
    {
        var body = Opening(post, $"{post.Commission.Name} has written to you about {post.Letter.Subject}. The letter is attached.");
        body.Paragraph(request.DueOn is { } due ? $"Please reply by {Day(due)} to:" : "Please reply to:")
            .List(post.Letter.AskedOf(request.OrganisationId).Select(Ask));
        HowToReply(body, post, request);
        request.SentIn(Send(post, People(post.Letter, request), $"{post.Letter.Reference}: {post.Letter.Subject}", body));
    }

    /// <summary>A copy to somebody in cc: no link, no request.</summary>
    public void SendCopy(LetterPost post, CopyRecipient person)
    {
        var body = Opening(post, $"{post.Commission.Name} has written to {string.Join(", ", post.Letter.To.Select(t => t.Organisation).Distinct())} about {post.Letter.Subject}. This copy is for your information; you do not need to reply.");
        Send(post, [new(person.Name, EmailAddress.Parse(person.Email!))], $"Copy: {post.Letter.Reference}: {post.Letter.Subject}", body);
    }

    /// <summary>A step of the reminder ladder, about what is still unanswered.</summary>
    public void SendReminder(LetterPost post, ResponseRequest request, ReminderStep step, IReadOnlyList<Recommendation> outstanding, IReadOnlyList<Contact> escalation)
    {
        var (subject, opening) = ReminderWords.Of(step, request.DueOn, LondonDay.Of(clock));
        var body = Opening(post, $"{opening} Our letter of {Day(post.Letter.Date)} about {post.Letter.Subject} is attached again.");
        body.Paragraph(request.DueOn is { } due ? $"The reply was asked for by {Day(due)}. Still unanswered:" : "Still unanswered:").List(outstanding.Select(Ask));
        HowToReply(body, post, request);
        Mailbox[] to = [.. People(post.Letter, request), .. escalation.Select(c => new Mailbox(c.Name, EmailAddress.Parse(c.Email)))];
        Send(post, to, $"{subject}: {post.Letter.Reference}: {post.Letter.Subject}", body, d => d with { InReplyTo = First(request), IsAutomatic = true });
    }

    /// <summary>Tells an organisation that it need not answer any more.</summary>
    public void SendWithdrawal(LetterPost post, ResponseRequest request)
    {
        var body = Opening(post, $"{post.Commission.Name} has withdrawn its letter of {Day(post.Letter.Date)} about {post.Letter.Subject}. You do not need to reply.");
        body.Paragraph($"The reason: {post.Letter.EndReason}");
        Send(post, People(post.Letter, request), $"Withdrawn: {post.Letter.Reference}: {post.Letter.Subject}", body, d => d with { InReplyTo = First(request) });
    }

    private static MessageBody Opening(LetterPost post, string words) => new MessageBody().Paragraph(words).Paragraph($"Our reference: {post.Letter.Reference}");

    private void HowToReply(MessageBody body, LetterPost post, ResponseRequest request) => body
        .Link("See exactly what is asked of you", outgoing.LinkTo($"respond/{request.NewLink()}"))
        .Paragraph($"Reply to this message, or write to {outgoing.FromOf(post.Commission)}, and quote {post.Letter.Reference}. The link is for your organisation only; please do not pass it on.");

    private string Send(LetterPost post, IReadOnlyList<Mailbox> to, string subject, MessageBody body, Func<Draft, Draft>? more = null)
    {
        var draft = new Draft(post.Commission, to, subject, body)
        {
            CorrelationId = post.Letter.Id,
            Attachments = [new(LetterDocuments.FileName(post.Letter), "application/pdf", post.Pdf)],
        };
        return outgoing.Send(more is null ? draft : more(draft));
    }

    private static Mailbox[] People(ScrutinyLetter letter, ResponseRequest request) =>
        [.. letter.To.Where(r => r.OrganisationId == request.OrganisationId && r.Email is not null).Select(r => new Mailbox(r.Name, EmailAddress.Parse(r.Email!)))];

    private static MessageId? First(ResponseRequest request) => request.FirstMessageId is { } id ? MessageId.Parse(id) : null;

    private static string Ask(Recommendation recommendation) => $"{recommendation.Label}: {recommendation.Text}{string.Concat(recommendation.Parts.Select(p => $" ({p.Label}) {p.Text}"))}";

    private static string Day(DateOnly day) => day.ToString("dddd d MMMM yyyy", English);
}
