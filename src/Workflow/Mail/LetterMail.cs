using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Mail;

/// <summary>Everything that a message about a letter draws on.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Commission">Who writes.</param>
/// <param name="Pdf">Its present edition; none when it was sent outside the product and nobody kept the file here.</param>
internal sealed record LetterPost(ScrutinyLetter Letter, Commission Commission, byte[]? Pdf);

/// <summary>Writes the messages about a letter.</summary>
internal sealed class LetterMail(TrackerDb db, OutgoingMail outgoing, TimeProvider clock)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public async Task<LetterPost> PostOfAsync(Guid letterId, CancellationToken cancellationToken)
    {
        var letter = await db.Letters.Whole().SingleAsync(l => l.Id == letterId, cancellationToken);
        var commission = await db.Commissions.SingleAsync(c => c.Id == letter.CommissionId, cancellationToken);
        var file = db.Set<IssuedPdf>().Local.FirstOrDefault(f => f.LetterId == letterId && f.Edition == letter.Edition)
            ?? await db.Set<IssuedPdf>().AsNoTracking().SingleOrDefaultAsync(f => f.LetterId == letterId && f.Edition == letter.Edition, cancellationToken);
        return new(letter, commission, file?.Content);
    }

    /// <summary>The letter to one organisation, with its own link.</summary>
    public void SendLetter(LetterPost post, ResponseRequest request)
    {
        var body = Opening(post, $"{post.Commission.Name} has written to you about {post.Letter.Subject}. The letter is attached.");
        body.Paragraph(request.DueOn is { } due ? $"Please reply by {Day(due)} to:" : "Please reply to:")
            .List(post.Letter.AskedIn(request).Select(r => Ask(r, r.Parts)));
        HowToReply(body, post, request);
        request.SentIn(Send(post, People(post, request), $"{post.Letter.Reference}: {post.Letter.Subject}", (body, "letter", request)));
    }

    /// <summary>A copy to somebody in cc: no link, no request.</summary>
    public void SendCopy(LetterPost post, CopyRecipient person)
    {
        var body = Opening(post, $"{post.Commission.Name} has written to {string.Join(", ", post.Letter.To.Select(t => t.Organisation).Distinct())} about {post.Letter.Subject}. This copy is for your information; you do not need to reply.");
        Send(post, [new(person.Name, EmailAddress.Parse(person.Email!))], $"Copy: {post.Letter.Reference}: {post.Letter.Subject}", (body, "copy", null));
    }

    /// <summary>Asks again, or asks what another organisation passed on.</summary>
    public void SendQuestion(LetterPost post, ResponseRequest request, string opening)
    {
        var body = Opening(post, $"{opening} Our letter of {Day(post.Letter.Date)} is about {post.Letter.Subject}{(post.Pdf is null ? "" : " and is attached")}.");
        body.Paragraph($"Please reply by {Day(request.DueOn!.Value)} to:").List(post.Letter.AskedIn(request).Select(r => Ask(r, r.Parts, request.Questions.First(q => q.RecommendationId == r.Id).Words)));
        HowToReply(body, post, request);
        request.SentIn(Send(post, People(post, request), $"{post.Letter.Reference}: {post.Letter.Subject}", (body, "question", request)));
    }

    /// <summary>The corrected letter to everybody who has the former edition, and whether the clock runs on.</summary>
    public void SendCorrection(LetterPost post, string reason, bool clockRestarts)
    {
        var opening = $"{post.Commission.Name} has corrected its letter of {Day(post.Letter.Date)} about {post.Letter.Subject}. The corrected letter is attached; please use it in place of the former one.";
        foreach (var request in post.Letter.InOrder.DistinctBy(r => r.OrganisationId))
        {
            var body = Opening(post, opening).Paragraph($"What changed: {reason}");
            body.Paragraph((request.IsOpen, clockRestarts && request.IsOfTheLetter, request.DueOn) switch
            {
                (false, _, _) when request.AnsweredOn is not null => "You have answered already and need not do so again, unless the correction changes your answer.",
                (false, _, _) => "You need not reply.",
                (_, true, { } due) => $"The time to reply starts again: please reply by {Day(due)}.",
                (_, false, { } due) => $"The date for your reply stays {Day(due)}.",
                _ => "Nothing else changes.",
            });
            Send(post, People(post, request), $"Corrected: {post.Letter.Reference}: {post.Letter.Subject}", (body, "correction", request), d => d with { InReplyTo = First(request) });
        }

        foreach (var person in post.Letter.Cc.Where(p => p.Email is not null))
        {
            Send(post, [new(person.Name, EmailAddress.Parse(person.Email!))], $"Copy, corrected: {post.Letter.Reference}: {post.Letter.Subject}", (Opening(post, opening).Paragraph($"What changed: {reason}"), "correction-copy", null));
        }
    }

    /// <summary>A step of the reminder ladder, about what is still missing.</summary>
    public void SendReminder(LetterPost post, ResponseRequest request, ReminderStep step, IReadOnlyList<Missing> missing, IReadOnlyList<Contact> escalation)
    {
        var (subject, opening) = ReminderWords.Of(step, request.DueOn, LondonDay.Of(clock));
        var body = Opening(post, $"{opening} Our letter of {Day(post.Letter.Date)} about {post.Letter.Subject}{Attached(post)}.");
        var still = missing.Count > 0 ? "Still unanswered:" : "We have your interim reply; your full reply is still awaited to:";
        body.Paragraph(request.DueOn is { } due ? $"The reply was asked for by {Day(due)}. {still}" : still)
            .List(missing.Count > 0 ? missing.Select(m => Ask(m.Recommendation, m.Parts, m.Words)) : post.Letter.AskedIn(request).Where(r => !r.IsClosed).Select(r => Ask(r, r.Parts)));
        HowToReply(body, post, request);
        Mailbox[] to = [.. People(post, request), .. escalation.Select(c => new Mailbox(c.Name, EmailAddress.Parse(c.Email)))];
        Send(post, to, $"{subject}: {post.Letter.Reference}: {post.Letter.Subject}", (body, step.Rule, request), d => d with { InReplyTo = First(request), IsAutomatic = true });
    }

    /// <summary>Tells somebody in cc that the letter is withdrawn.</summary>
    public void SendWithdrawalCopy(LetterPost post, CopyRecipient person)
    {
        var body = Opening(post, $"{post.Commission.Name} has withdrawn its letter of {Day(post.Letter.Date)} about {post.Letter.Subject}, of which you have a copy.").Paragraph($"The reason: {post.Letter.EndReason}");
        Send(post, [new(person.Name, EmailAddress.Parse(person.Email!))], $"Copy, withdrawn: {post.Letter.Reference}: {post.Letter.Subject}", (body, "withdrawal-copy", null));
    }

    /// <summary>Tells an organisation that it need not answer any more.</summary>
    public void SendWithdrawal(LetterPost post, ResponseRequest request)
    {
        var body = Opening(post, $"{post.Commission.Name} has withdrawn its letter of {Day(post.Letter.Date)} about {post.Letter.Subject}. You do not need to reply.");
        body.Paragraph($"The reason: {post.Letter.EndReason}");
        Send(post, People(post, request), $"Withdrawn: {post.Letter.Reference}: {post.Letter.Subject}", (body, "withdrawal", request), d => d with { InReplyTo = First(request) });
    }

    private static MessageBody Opening(LetterPost post, string words) => new MessageBody().Paragraph(words).Paragraph($"Our reference: {post.Letter.Reference}");

    private void HowToReply(MessageBody body, LetterPost post, ResponseRequest request) => body
        .Link("See exactly what is asked of you", outgoing.LinkTo($"respond/{request.NewLink()}"))
        .Paragraph($"Reply to this message, or write to {outgoing.FromOf(post.Commission)}, and quote {post.Letter.Reference}. The link is for your organisation only; please do not pass it on.");

    private string Send(LetterPost post, IReadOnlyList<Mailbox> to, string subject, (MessageBody Body, string Kind, ResponseRequest? About) message, Func<Draft, Draft>? more = null)
    {
        var draft = new Draft(post.Commission, to, subject, message.Body)
        {
            Kind = message.Kind,
            CorrelationId = post.Letter.Id,
            LetterId = post.Letter.Id,
            OrganisationId = message.About?.OrganisationId,
            Attachments = post.Pdf is { } pdf ? [new(LetterDocuments.FileName(post.Letter), "application/pdf", pdf)] : [],
        };
        return outgoing.Send(more is null ? draft : more(draft));
    }

    private static Mailbox[] People(LetterPost post, ResponseRequest request) =>
        [.. post.Letter.PeopleOf(request).Where(r => r.Email is not null).Select(r => new Mailbox(r.Name, EmailAddress.Parse(r.Email!)))];

    private static MessageId? First(ResponseRequest request) => request.FirstMessageId is { } id ? MessageId.Parse(id) : null;

    private static string Attached(LetterPost post) => post.Pdf is null ? " is with you" : " is attached again";

    private static string Ask(Recommendation recommendation, IEnumerable<RecommendationPart> parts, string? words = null) =>
        $"{recommendation.Label}: {recommendation.Text}{string.Concat(parts.Select(p => $" ({p.Label}) {p.Text}"))}{(words is null ? "" : $" We would like to know: {words}")}";

    private static string Day(DateOnly day) => day.ToString("dddd d MMMM yyyy", English);
}
