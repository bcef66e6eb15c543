namespace Tracker.Workflow.Mail;

/// <summary>Exactly one e-mail address: an ASCII dot-atom, <c>@</c>, and a domain name of two labels or more.</summary>
/// <remarks>
/// Stricter than RFC 5322: no quoted local part, no comment, no domain literal, no display name, no list, nothing outside ASCII.
/// <c>System.Net.Mail.MailAddress</c> will not do: it reads <c>a@t.test, c@t.test</c> as <c>c@t.test</c>.
/// </remarks>
public sealed record EmailAddress
{
    /// <summary>The most characters an address has in SMTP (RFC 5321, erratum 1690).</summary>
    public const int MaxLength = 254;

    private EmailAddress(string localPart, string domain)
    {
        LocalPart = localPart;
        Domain = domain;
    }

    /// <summary>What stands before the <c>@</c>, as it was given.</summary>
    public string LocalPart { get; }

    /// <summary>The domain in lower case.</summary>
    public string Domain { get; }

    /// <summary>Reads one address.</summary>
    /// <exception cref="RefusedException"><c>mail.address-invalid</c>, saying what is wrong without repeating the address.</exception>
    public static EmailAddress Parse(string text)
    {
        var fault = FaultOf(text);
        RefusedException.When(fault is not null, "mail.address-invalid", fault ?? "");
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return new(text[..at], text[(at + 1)..].ToLowerInvariant());
    }

    /// <summary>What keeps a text from being one address; <see langword="null"/> when nothing does.</summary>
    public static string? FaultOf(string? text) => text switch
    {
        null or "" => "The e-mail address is empty.",
        { Length: > MaxLength } => "The e-mail address is longer than 254 characters.",
        _ when text.Any(char.IsControl) || text.AsSpan().IndexOfAny('\u2028', '\u2029') >= 0 => "The e-mail address contains a line break or control character.",
        _ when text.AsSpan().IndexOfAny(',', ';') >= 0 => "Give one e-mail address, not a list.",
        _ when text.AsSpan().IndexOfAny('<', '>', '"') >= 0 => "Give the e-mail address alone, without a name or brackets.",
        _ when text.Any(char.IsWhiteSpace) => "The e-mail address contains a space.",
        _ when !text.All(char.IsAscii) => "The e-mail address contains a character outside ASCII.",
        _ when text.Count(c => c == '@') != 1 => "An e-mail address has exactly one @.",
        _ => FaultOf(text.Split('@')),
    };

    /// <summary>The same mailbox with a tag after a plus sign; <see langword="null"/> where that is longer than an address may be.</summary>
    /// <param name="tag">Lower-case letters and digits.</param>
    public EmailAddress? WithTag(string tag) => $"{LocalPart}+{tag}@{Domain}" is var tagged && FaultOf(tagged) is null ? Parse(tagged) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{LocalPart}@{Domain}";

    private static string? FaultOf(string[] halves) =>
        halves[0].Length is 0 or > 64 ? "The part before the @ has 1 to 64 characters."
        : !halves[0].Split('.').All(IsAtom) ? "The part before the @ has a wrong character or a misplaced dot."
        : halves[1].Split('.') is { Length: < 2 } || !halves[1].Split('.').All(IsLabel) ? "The part after the @ is not a domain name."
        : null;

    private static bool IsAtom(string atom) => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal));

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-';
}
