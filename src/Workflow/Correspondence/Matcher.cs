using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tracker.Documents.Reading.Replies;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Correspondence;

/// <summary>Proposes the one letter that a message answers. Best first: the secret in the reply address, Message-ID threading, our reference, "your letter
/// dated" with the sender's organisation. Where the best that applies leaves two letters, it proposes none and says so.</summary>
internal sealed partial class Matcher(TrackerDb db)
{
    private const int MostReferences = 20;
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>What a message seems to be about, and why.</summary>
    public async Task<MatchFinding> MatchAsync(ReadMail mail, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var words = ReplyText.NewWords(mail.Text);
        var sender = mail.From is [var one, ..] ? one.Address : "";
        var candidates = await ByTagAsync(mail, cancellationToken)
            ?? await ByThreadAsync(mail, cancellationToken)
            ?? await ByReferenceAsync((mail.Subject, "subject", 60), sender, cancellationToken)
            ?? await ByReferenceAsync((words, "text", 50), sender, cancellationToken)
            ?? await ByDateAsync(words, LondonDay.Of(receivedAt), sender, cancellationToken);
        return candidates switch
        {
            null => new(Match: null, await CommissionOfAsync(mail, cancellationToken), "Nothing in it names a letter of ours."),
            [var match] => new(match, await CommissionOfAsync(match, cancellationToken), await WithDoubtsAsync(match, sender, cancellationToken)),
            _ => new(Match: null, await CommissionOfAsync(mail, cancellationToken), $"{candidates.Count} letters fit equally well, so none is proposed. {candidates[0].Reason}"),
        };
    }

    private async Task<List<CorrespondenceMatch>?> ByTagAsync(ReadMail mail, CancellationToken cancellationToken)
    {
        var tags = Addressees.Of(mail).Select(Addressees.TagOf).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostReferences).ToList();
        var found = tags.Count == 0 ? [] : await db.Set<ReplyTag>().AsNoTracking().Where(t => tags.Contains(t.Tag)).ToListAsync(cancellationToken);
        return One(found.OrderBy(t => t.RetiredAt is not null).Select(t => t.RetiredAt is null
            ? new CorrespondenceMatch(t.LetterId, t.OrganisationId, "It came to the reply address that only this letter and organisation have.", 100)
            : new CorrespondenceMatch(t.LetterId, t.OrganisationId, "It came to a former reply address of this letter and organisation, which others may know.", 90)));
    }

    private async Task<List<CorrespondenceMatch>?> ByThreadAsync(ReadMail mail, CancellationToken cancellationToken)
    {
        var ids = mail.InReplyTo.Concat(mail.References.Reverse()).Distinct(StringComparer.Ordinal).Take(MostReferences).Select(id => $"<{id}>").ToList();
        var found = ids.Count == 0 ? [] : await db.Dispatches.AsNoTracking().Where(d => ids.Contains(d.MessageId) && d.LetterId != null).ToListAsync(cancellationToken);
        return One(found.Select(d => new CorrespondenceMatch(d.LetterId!.Value, d.OrganisationId, $"It answers our message \"{Excerpt.Of(d.Subject, 120)}\".", 80)));
    }

    private async Task<List<CorrespondenceMatch>?> ByReferenceAsync((string Words, string Where, int Score) place, string sender, CancellationToken cancellationToken)
    {
        var references = OurReference().Matches(place.Words).Select(m => m.Value.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Take(MostReferences).ToList();
        var letters = references.Count == 0 ? [] : await db.Letters.AsNoTracking().Include(l => l.ResponseRequests).Where(l => references.Contains(l.Reference) && l.IssuedAt != null).ToListAsync(cancellationToken);
        var found = new List<CorrespondenceMatch>();
        foreach (var letter in letters)
        {
            found.Add(new(letter.Id, await SenderAmongAsync(letter, sender, cancellationToken), $"Its {place.Where} names our reference {letter.Reference}.", place.Score));
        }

        return One(found);
    }

    private async Task<List<CorrespondenceMatch>?> ByDateAsync(string words, DateOnly receivedOn, string sender, CancellationToken cancellationToken)
    {
        if (ReplyReader.Read(words, [], receivedOn).AnswersLetterOf is not { } day)
        {
            return null;
        }

        var letters = await db.Letters.AsNoTracking().Include(l => l.ResponseRequests).Where(l => l.Date == day && l.IssuedAt != null).OrderBy(l => l.Id).Take(100).ToListAsync(cancellationToken);
        var found = new List<CorrespondenceMatch>();
        foreach (var letter in letters)
        {
            if (await SenderAmongAsync(letter, sender, cancellationToken) is { } organisation)
            {
                found.Add(new(letter.Id, organisation, $"It speaks of our letter of {day.ToString("d MMMM yyyy", English)}, and its sender belongs to an organisation that was asked in it.", 40));
            }
        }

        return One(found);
    }

    /// <summary>The organisation of a letter that a sender belongs to, by address or by domain; none when there are two.</summary>
    private async Task<Guid?> SenderAmongAsync(ScrutinyLetter letter, string sender, CancellationToken cancellationToken)
    {
        var asked = letter.Respondents.ToList();
        var known = await db.Organisations.AsNoTracking().Where(o => asked.Contains(o.Id)).ToListAsync(cancellationToken);
        var theirs = known.Where(o => KnownSenders.IsOf(o, letter, sender)).Select(o => o.Id).ToList();
        return theirs is [var one] ? one : null;
    }

    private async Task<string> WithDoubtsAsync(CorrespondenceMatch match, string sender, CancellationToken cancellationToken)
    {
        if (match.OrganisationId is not { } id)
        {
            return $"{match.Reason} But its sender is not known at any organisation that was asked.";
        }

        var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == id, cancellationToken);
        var letter = await db.Letters.AsNoTracking().Include(l => l.ResponseRequests).SingleAsync(l => l.Id == match.LetterId, cancellationToken);
        return KnownSenders.IsOf(organisation, letter, sender) ? match.Reason : $"{match.Reason} But its sender is not known at {organisation.Name}.";
    }

    private async Task<Guid?> CommissionOfAsync(CorrespondenceMatch match, CancellationToken cancellationToken) =>
        await db.Letters.Where(l => l.Id == match.LetterId).Select(l => (Guid?)l.CommissionId).SingleAsync(cancellationToken);

    /// <summary>The one whose address it came to; where there is only one commission, that.</summary>
    private async Task<Guid?> CommissionOfAsync(ReadMail mail, CancellationToken cancellationToken)
    {
        var to = Addressees.Of(mail).SelectMany(a => new[] { a, Addressees.WithoutTag(a) }).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var all = await db.Commissions.AsNoTracking().ToListAsync(cancellationToken);
        var theirs = all.Where(c => to.Contains(c.Email) || to.Contains(c.RepliesTo)).ToList();
        return (theirs.Count == 1 ? theirs : all) is [var one] ? one.Id : null;
    }

    private static List<CorrespondenceMatch>? One(IEnumerable<CorrespondenceMatch> found) =>
        found.DistinctBy(m => (m.LetterId, m.OrganisationId)).ToList() is { Count: > 0 } candidates ? candidates : null;

    /// <summary>Such as <c>LIH/2023-24/07/1</c>.</summary>
    [GeneratedRegex("\\b[A-Za-z]{2,12}/[0-9]{4}-[0-9]{2}/[0-9]{1,4}/[0-9]{1,4}\\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OurReference();
}

/// <summary>What the matcher found.</summary>
/// <param name="Match">The one candidate, if there is one.</param>
/// <param name="CommissionId">Whose mail it is.</param>
/// <param name="Reason">Why, in a sentence for people.</param>
internal sealed record MatchFinding(CorrespondenceMatch? Match, Guid? CommissionId, string Reason);

/// <summary>Whether an address belongs to an organisation.</summary>
internal static class KnownSenders
{
    /// <summary>Domains that anybody can write from.</summary>
    private static readonly string[] Public =
        ["gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk", "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "btinternet.com", "sky.com", "virginmedia.com", "talktalk.net", "proton.me", "protonmail.com", "gmx.com", "mail.com"];

    /// <summary>It is the address of a recipient or contact of theirs, or of a domain of theirs that is not open to everybody.</summary>
    public static bool IsOf(Organisation organisation, ScrutinyLetter letter, string address)
    {
        var theirs = organisation.Contacts.Select(c => c.Email)
            .Concat(letter.To.Concat(letter.ResponseRequests.SelectMany(r => r.To)).Where(r => r.OrganisationId == organisation.Id).Select(r => r.Email).OfType<string>()).ToList();
        var domain = DomainOf(address);
        return theirs.Contains(address, StringComparer.OrdinalIgnoreCase)
            || organisation.MailDomains.Contains(domain, StringComparer.Ordinal)
            || (domain.Length > 0 && !Public.Contains(domain, StringComparer.Ordinal) && theirs.Select(DomainOf).Contains(domain, StringComparer.Ordinal));
    }

    private static string DomainOf(string address) => address.LastIndexOf('@') is >= 0 and var at ? address[(at + 1)..].ToLowerInvariant() : "";
}
