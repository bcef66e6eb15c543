using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Mail;

/// <summary>Writes the messages about a letter.</summary>
internal sealed class LetterMail(TrackerDb db, OutgoingMail outgoing, TimeProvider clock)
{
    public Task<LetterPost> PostOfAsync(Guid letterId, CancellationToken cancellationToken) => LetterPost.OfAsync(db, letterId, cancellationToken);

    /// <summary>The letter to one organisation, with its own link.</summary>
    public void SendLetter(LetterPost post, ResponseRequest request) => SendAsking(MailKind.Letter, post, request, []);

    /// <summary>A copy to somebody in cc: no link, no request.</summary>
    public void SendCopy(LetterPost post, CopyRecipient person) => SendTo(MailKind.Copy, post, person, []);

    /// <summary>Asks again, or asks what another organisation passed on.</summary>
    public void SendQuestion(LetterPost post, ResponseRequest request, string why) => SendAsking(MailKind.Question, post, request, new() { ["why"] = why });

    /// <summary>The corrected letter to everybody who has the former edition, and whether the clock runs on.</summary>
    public void SendCorrection(LetterPost post, string reason, bool clockRestarts)
    {
        var said = new MailValues { ["reason"] = reason };
        foreach (var request in post.Letter.InOrder.DistinctBy(r => r.OrganisationId))
        {
            var values = said.With(new() { ["what-now"] = WhatNow(request, clockRestarts && request.IsOfTheLetter) });
            SendAsking(MailKind.Correction, post, request, values, hasLink: request.IsOpen || !FitsIn(post));
        }

        foreach (var person in post.Letter.Cc.Where(p => p.Email is not null))
        {
            SendTo(MailKind.CopyOfCorrection, post, person, said);
        }
    }

    /// <summary>A step of the reminder ladder, about what is still missing.</summary>
    public void SendReminder(LetterPost post, ResponseRequest request, ReminderStep step, IReadOnlyList<Missing> missing, IReadOnlyList<Contact> escalation)
    {
        var (kind, values) = ReminderValues.Of(step, request.DueOn, LondonDay.Of(clock));
        values["still"] = missing.Count > 0 ? "Still unanswered:" : "We have your interim reply. We still need your full reply to:";
        values["asks"] = new MailValue.Items(missing.Count > 0
            ? [.. missing.Select(m => LetterPost.Ask(m.Recommendation, m.Parts, m.Words))]
            : [.. post.Letter.AskedIn(request).Where(r => !r.IsClosed).Select(r => LetterPost.Ask(r, r.Parts, words: null))]);
        Mailbox[] joining = [.. escalation.Select(c => new Mailbox(c.Name, EmailAddress.Parse(c.Email)))];
        SendAsking(kind, post, request, values, more: d => d with { To = [.. d.To, .. joining], IsAutomatic = true });
    }

    /// <summary>Tells somebody in cc that the letter is withdrawn.</summary>
    public void SendWithdrawalCopy(LetterPost post, CopyRecipient person) => SendTo(MailKind.CopyOfWithdrawal, post, person, new() { ["reason"] = post.Letter.EndReason });

    /// <summary>Tells an organisation that it need not answer any more.</summary>
    public void SendWithdrawal(LetterPost post, ResponseRequest request)
    {
        var face = outgoing.FaceOf(post.Commission);
        var values = post.ValuesOf(face, request).With(new() { ["reason"] = post.Letter.EndReason });
        outgoing.Send(Threaded(DraftOf(MailKind.Withdrawal, post, post.PeopleOf(request), values), post, request));
    }

    private static string WhatNow(ResponseRequest request, bool clockRestarts) => (request.IsOpen, clockRestarts, request.DueOn) switch
    {
        (false, _, _) when request.AnsweredOn is not null => "You have answered already and need not do so again, unless the correction changes your answer.",
        (false, _, _) => "You do not need to reply.",
        (_, true, { } due) => $"The time to reply starts again: please reply by {MailDay.Long(due)}.",
        (_, false, { } due) => $"The date for your reply stays {MailDay.Long(due)}.",
        _ => "Nothing else changes.",
    };

    private void SendAsking(MailKind kind, LetterPost post, ResponseRequest request, MailValues values, bool hasLink = true, Func<Draft, Draft>? more = null)
    {
        var all = post.ValuesOf(outgoing.FaceOf(post.Commission), request).With(values);
        if (hasLink)
        {
            var page = outgoing.LinkTo($"respond/{request.NewLink()}");
            all["link"] = new MailValue.Link("See what we ask of you", page, IsButton: true);
            all["letter-file"] = FileWords(post, new(page.AbsoluteUri + "/letter.pdf"));
        }

        var draft = Threaded(DraftOf(kind, post, post.PeopleOf(request), all), post, request);
        request.SentIn(outgoing.Send(more is null ? draft : more(draft)));
    }

    private void SendTo(MailKind kind, LetterPost post, CopyRecipient person, MailValues more)
    {
        var values = post.ValuesOf(outgoing.FaceOf(post.Commission)).With(more);
        outgoing.Send(DraftOf(kind, post, [new(person.Name, EmailAddress.Parse(person.Email!))], values));
    }

    private Draft DraftOf(MailKind kind, LetterPost post, IReadOnlyList<Mailbox> to, MailValues values)
    {
        var face = outgoing.FaceOf(post.Commission);
        values["letter-file"] = values["letter-file"].IsEmpty ? FileWords(post, page: null) : values["letter-file"];
        return new(face, to, OutgoingMail.Written(kind, values, face, post.Commission))
        {
            Kind = kind.Name,
            CorrelationId = post.Letter.Id,
            CommissionId = post.Commission.Id,
            LetterId = post.Letter.Id,
            Attachments = post.Pdf is { } pdf && FitsIn(post) ? [new(LetterDocuments.FileName(post.Letter), "application/pdf", pdf)] : [],
        };
    }

    /// <summary>Replies and failures go to the tagged address, and the message joins those that the organisation has.</summary>
    private Draft Threaded(Draft draft, LetterPost post, ResponseRequest request) => draft with
    {
        OrganisationId = request.OrganisationId,
        Sender = outgoing.Tagged(draft.Face, TagOf(post, request)),
        InReplyTo = request.FirstMessageId is { } first ? MessageId.Parse(first) : null,
        Newest = request.LastMessageId is { } last ? MessageId.Parse(last) : null,
    };

    private ReplyTag? TagOf(LetterPost post, ResponseRequest request)
    {
        if (!outgoing.TagsReplies)
        {
            return null;
        }

        if (!post.Tags.TryGetValue(request.OrganisationId, out var tag))
        {
            tag = ReplyTag.First(post.Letter.Id, request.OrganisationId, clock.GetUtcNow());
            db.Add(tag);
            post.Tags.Add(request.OrganisationId, tag);
        }

        return tag;
    }

    private bool FitsIn(LetterPost post) => post.Pdf is null || outgoing.CanAttach(post.Pdf);

    /// <summary>Those in cc have no page of their own.</summary>
    private MailValue FileWords(LetterPost post, Uri? page) => (post.Pdf, FitsIn(post), page) switch
    {
        (null, _, _) => "",
        (_, true, _) => "The letter is attached as a PDF.",
        (_, false, { } address) => new MailValue.Link("The letter is too large to attach. Open it here", address),
        _ => $"The letter is too large to attach. To get it, write to {outgoing.FaceOf(post.Commission).ReplyTo} and quote {post.Letter.Reference}.",
    };
}
