namespace Tracker.Workflow.Mail;

/// <summary>A Message-ID without its angle brackets, safe to put into a header: printable ASCII, one <c>@</c> inside, at most 250 characters.</summary>
public sealed record MessageId
{
    /// <summary>The most characters taken, so that a header line stays far below 998.</summary>
    public const int MaxLength = 250;

    private MessageId(string value) => Value = value;

    /// <summary>Such as <c>0198c1a2@tracker.council.test</c>.</summary>
    public string Value { get; }

    /// <summary>Reads an id, with or without angle brackets.</summary>
    /// <exception cref="RefusedException"><c>mail.message-id-invalid</c>.</exception>
    public static MessageId Parse(string text)
    {
        var value = text.StartsWith('<') && text.EndsWith('>') ? text[1..^1] : text;
        RefusedException.Unless(IsSafe(value), "mail.message-id-invalid", "A Message-ID is up to 250 printable ASCII characters with one @ inside.");
        return new(value);
    }

    /// <summary>The id in angle brackets, as headers have it.</summary>
    public override string ToString() => $"<{Value}>";

    private static bool IsSafe(string value) =>
        value.Length <= MaxLength
        && value.All(c => c is > ' ' and < '\u007f' and not '<' and not '>')
        && value.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && value.LastIndexOf('@') == at && at < value.Length - 1;
}
