using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>Writes header fields, folded before column 78 wherever a space allows it.</summary>
internal sealed class HeaderWriter(StringBuilder output)
{
    private const int FoldAt = 78;
    private const int LongestWord = 60; // leaves room for the longest field name on the first line

    /// <summary>A field whose tokens are already safe ASCII.</summary>
    public HeaderWriter Field(string name, params IEnumerable<string> tokens)
    {
        output.Append(name).Append(':');
        var column = name.Length + 1;
        foreach (var token in tokens)
        {
            var folds = column + 1 + token.Length > FoldAt && column > name.Length + 1;
            output.Append(folds ? "\r\n " : " ").Append(token);
            column = (folds ? 1 : column + 1) + token.Length;
        }

        output.Append("\r\n");
        return this;
    }

    /// <summary>A field of free text, such as a subject.</summary>
    public HeaderWriter Text(string name, string text)
    {
        var line = SafeText.Line(text);
        return Field(name, IsPlain(line) ? line.Split(' ') : EncodedWords.Of(line));
    }

    /// <summary>A field of addresses.</summary>
    public HeaderWriter Mailboxes(string name, IReadOnlyList<Mailbox> mailboxes) =>
        Field(name, mailboxes.SelectMany((mailbox, index) => Tokens(mailbox, isLast: index == mailboxes.Count - 1)));

    private static IEnumerable<string> Tokens(Mailbox mailbox, bool isLast)
    {
        var name = SafeText.Line(mailbox.DisplayName);
        var address = $"<{mailbox.Address}>{(isLast ? "" : ",")}";
        return name.Length == 0 ? [address] : [.. Phrase(name), address];
    }

    private static IEnumerable<string> Phrase(string name)
    {
        var quoted = $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        return IsPlain(name) && quoted.Length <= LongestWord ? [quoted] : EncodedWords.Of(name);
    }

    /// <summary>ASCII that no reader takes for an encoded word, in words short enough to fold.</summary>
    private static bool IsPlain(string line) =>
        line.All(char.IsAscii) && !line.Contains("=?", StringComparison.Ordinal) && line.Split(' ').All(word => word.Length <= LongestWord);
}
