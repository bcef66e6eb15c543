using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Mail;

/// <summary>Which message to show, in which words and with which values.</summary>
public sealed record PreviewForm
{
    /// <summary>Words to try; the commission's own, or the shipped ones, when absent.</summary>
    public string? Text { get; init; }

    /// <summary>A letter of the commission to take values from; invented ones when absent. Its link is never shown.</summary>
    public Guid? LetterId { get; init; }

    /// <summary>Which of its organisations; the first when absent.</summary>
    public Guid? OrganisationId { get; init; }
}

/// <summary>Writes a message that nobody is sent.</summary>
internal sealed class MailPreview(TrackerDb db, OutgoingMail outgoing, DueDates dueDates, TimeProvider clock)
{
    /// <exception cref="NotFoundException">The letter is not this commission's, or does not ask that organisation.</exception>
    /// <exception cref="RefusedException">Those of <see cref="MailTemplate.Parse"/>.</exception>
    public async Task<WrittenMail> WriteAsync(Commission commission, MailKind kind, PreviewForm form, CancellationToken cancellationToken)
    {
        var face = outgoing.FaceOf(commission);
        MailValues senders = new() { ["commission"] = commission.Name, ["council"] = commission.Council, ["reply-to"] = face.ReplyTo.ToString() };
        var values = kind.Examples().With(senders).With(await ValuesOfAsync(commission, face, form, cancellationToken));
        return MailTemplate.Parse(kind, form.Text ?? commission.TemplateOf(kind.Name) ?? kind.Shipped).Write(values, face);
    }

    private async Task<MailValues> ValuesOfAsync(Commission commission, MailFace face, PreviewForm form, CancellationToken cancellationToken)
    {
        if (form.LetterId is not { } letterId)
        {
            return [];
        }

        if (!await db.Letters.AnyAsync(l => l.Id == letterId && l.CommissionId == commission.Id, cancellationToken))
        {
            throw new NotFoundException("Letter");
        }

        var post = await LetterPost.OfAsync(db, letterId, cancellationToken);
        return post.ValuesOf(face, RequestOf(post.Letter, form.OrganisationId));
    }

    /// <summary>The organisation's newest request; before issue, the one that it would get.</summary>
    private ResponseRequest RequestOf(ScrutinyLetter letter, Guid? organisationId)
    {
        var asked = organisationId ?? letter.Respondents.First();
        if (!letter.Respondents.Contains(asked))
        {
            throw new NotFoundException("Organisation");
        }

        return letter.ResponseRequests.Where(r => r.OrganisationId == asked).MaxBy(r => r.Round)
            ?? ResponseRequest.Open(letter, asked, letter.IssuableOn(LondonDay.Of(clock)), (dueDates, clock.GetUtcNow()));
    }
}
