namespace Tracker.Workflow.Mail;

/// <summary>Walks through the parts of a message and collects its words and files.</summary>
internal sealed class PartReader
{
    private const int BytesPerCharacter = 4;
    private const string TooLong = "The text is longer than a million characters; the rest was left out.";

    private readonly MailProblems problems;
    private readonly List<ReadAttachment> attachments = [];
    private int partsLeft = MailLimits.Parts;
    private int charactersLeft = MailLimits.TextCharacters;
    private ReadOnlyMemory<byte>? firstMessage;

    private PartReader(MailProblems problems) => this.problems = problems;

    /// <summary>The words, from HTML or not.</summary>
    private sealed record Words(string Text, bool IsPlain)
    {
        public static Words None { get; } = new("", IsPlain: true);

        public bool IsBlank => string.IsNullOrWhiteSpace(Text);
    }

    /// <summary>A message without words of its own, as when one is forwarded as a file, has those of the message attached to it.</summary>
    public static (string Text, IReadOnlyList<ReadAttachment> Attachments) Read(HeaderBlock message, MailProblems problems)
    {
        var reader = new PartReader(problems);
        var words = reader.Walk(message, depth: 0, "text/plain");
        var attachments = reader.attachments.ToList();
        for (var depth = 1; words.IsBlank && reader.firstMessage is { } inner && depth <= MailLimits.Depth; depth++)
        {
            problems.Add("The message has no words of its own; the text is that of the message attached to it.");
            reader = new PartReader(problems);
            words = reader.Walk(HeaderBlock.Read(inner, problems), depth, "text/plain");
        }

        return (reader.Cut(SafeText.Lines(words.Text).Replace("\r\n", "\n", StringComparison.Ordinal)), attachments);
    }

    private Words Walk(HeaderBlock part, int depth, string typeByDefault)
    {
        if (--partsLeft < 0)
        {
            problems.Add($"The message has more than {MailLimits.Parts} parts; the last were left out.");
            return Words.None;
        }

        var content = HeaderParameters.Of(part.First("Content-Type"), problems);
        var type = TypeOf(content.Value, typeByDefault);
        if (!type.StartsWith("multipart/", StringComparison.Ordinal))
        {
            return Leaf(part, content, type);
        }

        if (depth == MailLimits.Depth)
        {
            problems.Add("Parts lie too deep inside one another; the innermost were kept as a file.");
            attachments.Add(new(NameOf(null, "text/plain"), type, part.Body));
            return Words.None;
        }

        var children = ChildrenOf(part, content, depth, type);
        return children.Count == 0 ? Text(part, HeaderParameters.Of("text/plain", problems))
            : type == "multipart/alternative" ? Best(children)
            : new(string.Join('\n', children.Where(c => !c.IsBlank).Select(c => c.Text)), children.TrueForAll(c => c.IsPlain));
    }

    private List<Words> ChildrenOf(HeaderBlock part, HeaderParameters content, int depth, string type)
    {
        var children = new List<Words>();
        foreach (var child in Multipart.Split(part.Body, content["boundary"], problems))
        {
            children.Add(Walk(HeaderBlock.Read(child, problems), depth + 1, type == "multipart/digest" ? "message/rfc822" : "text/plain"));
            if (partsLeft < 0)
            {
                break;
            }
        }

        return children;
    }

    private static Words Best(List<Words> children) =>
        children.Find(c => c.IsPlain && !c.IsBlank) ?? children.FindLast(c => !c.IsBlank) ?? Words.None;

    private static string TypeOf(string type, string byDefault) =>
        type.Length == 0 || !type.Contains('/', StringComparison.Ordinal) ? byDefault
        : type.Length <= 100 && type.All(c => char.IsAsciiLetterOrDigit(c) || "/.+-_!#$&^".Contains(c, StringComparison.Ordinal)) ? type
        : "application/octet-stream";

    private Words Leaf(HeaderBlock part, HeaderParameters content, string type)
    {
        var disposition = HeaderParameters.Of(part.First("Content-Disposition"), problems);
        var name = disposition["filename"] ?? content["name"];
        if (type is "text/plain" or "text/html" && disposition.Value != "attachment" && name is null)
        {
            return Text(part, content);
        }

        var bytes = TransferEncoding.Decode(part.Body, part.First("Content-Transfer-Encoding"), problems);
        if (type is "message/rfc822" or "message/global")
        {
            firstMessage ??= bytes;
            name ??= SubjectOf(bytes) is { Length: > 0 } subject ? subject + ".eml" : null;
        }

        if (type is "application/ms-tnef" or "application/vnd.ms-tnef" || name?.Equals("winmail.dat", StringComparison.OrdinalIgnoreCase) == true)
        {
            name ??= "winmail.dat";
            problems.Add(OutlookBundle.Describe(bytes.Span));
        }
        else if (type is "application/pkcs7-mime" or "application/x-pkcs7-mime" or "application/pgp-encrypted")
        {
            problems.Add("The message or a part of it is encrypted or sealed; it was kept as a file.");
        }

        attachments.Add(new(NameOf(name, type), type, bytes));
        return Words.None;
    }

    private Words Text(HeaderBlock part, HeaderParameters content)
    {
        var bytes = TransferEncoding.Decode(part.Body, part.First("Content-Transfer-Encoding"), problems);
        var mostBytes = charactersLeft * BytesPerCharacter;
        var text = Charsets.Decode(bytes.Span[..Math.Min(bytes.Length, mostBytes)], content["charset"] ?? "", problems);
        var isHtml = content.Value == "text/html";
        text = Cut(isHtml ? HtmlText.Of(text) : text);
        charactersLeft -= Math.Min(text.Length, charactersLeft);
        if (bytes.Length > mostBytes)
        {
            problems.Add(TooLong);
        }

        return new(text, !isHtml);
    }

    private string Cut(string text)
    {
        if (text.Length <= MailLimits.TextCharacters)
        {
            return text;
        }

        problems.Add(TooLong);
        return text[..MailLimits.TextCharacters];
    }

    private string SubjectOf(ReadOnlyMemory<byte> message) => SafeText.Line(HeaderWords.Decode(HeaderBlock.Read(message, problems).First("Subject"), problems));

    private string NameOf(string? name, string type)
    {
        var given = SafeText.FileName(name ?? $"attachment-{attachments.Count + 1}{ExtensionOf(type)}");
        if (given.Length <= MailLimits.FileNameCharacters)
        {
            return given;
        }

        problems.Add("The name of an attachment is too long and was cut off.");
        var extension = Path.GetExtension(given) is { Length: <= 10 } ending ? ending : "";
        return SafeText.FileName(given[..(MailLimits.FileNameCharacters - extension.Length)] + extension);
    }

    private static string ExtensionOf(string type) => type switch
    {
        "message/rfc822" or "message/global" => ".eml",
        "text/plain" or "message/delivery-status" or "text/rfc822-headers" => ".txt",
        "image/jpeg" => ".jpg",
        "text/calendar" => ".ics",
        "application/pkcs7-mime" => ".p7m",
        "application/pkcs7-signature" => ".p7s",
        "text/html" or "image/png" or "image/gif" or "application/pdf" => "." + type.Split('/')[1],
        _ => "",
    };
}
