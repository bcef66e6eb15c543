namespace Tracker.Workflow.Mail;

/// <summary>A message as its reader sees it.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">The message where no HTML is shown.</param>
/// <param name="Html">The same as a whole HTML document.</param>
public sealed record WrittenMail(string Subject, string Text, string Html);

/// <summary>The words of a kind of message, with placeholders.</summary>
/// <remarks>
/// Plain text: a first line <c>Subject: ...</c>, then paragraphs with a blank line between them. A paragraph that begins with <c>#</c> or <c>##</c> is a heading.
/// A paragraph with a placeholder that has no value is left out; in the subject it leaves nothing.
/// </remarks>
internal sealed class MailTemplate
{
    public const int MaxLength = 20_000;
    public const int MaxSubject = 150;
    private const string SubjectMark = "Subject:";

    private readonly IReadOnlyList<Piece> subject;
    private readonly IReadOnlyList<Paragraph> paragraphs;

    private MailTemplate(IReadOnlyList<Piece> subject, IReadOnlyList<Paragraph> paragraphs)
    {
        this.subject = subject;
        this.paragraphs = paragraphs;
    }

    /// <summary>Reads a template of that kind.</summary>
    /// <exception cref="RefusedException"><c>mail.template-too-long</c>, <c>mail.template-subject</c>, <c>mail.template-placeholder-unknown</c>,
    /// <c>mail.template-placeholder-missing</c> or <c>mail.template-placeholder-alone</c>.</exception>
    public static MailTemplate Parse(MailKind kind, string text)
    {
        RefusedException.When(text.Length > MaxLength, "mail.template-too-long", $"A template has at most {MaxLength:N0} characters; this one has {text.Length:N0}. Shorten it.");
        var lines = SafeText.Lines(text).Trim().Split("\r\n");
        var first = lines[0].StartsWith(SubjectMark, StringComparison.OrdinalIgnoreCase) ? SafeText.Line(lines[0][SubjectMark.Length..]) : "";
        RefusedException.Unless(
            first.Length is > 0 and <= MaxSubject, "mail.template-subject",
            $"Begin with a line such as \"Subject: {{{{commission}}}} writes to you\". After \"Subject:\" it has 1 to {MaxSubject} characters.");
        var template = new MailTemplate(PiecesOf(first), [.. ParagraphsOf(lines.Skip(1))]);
        template.Check(kind);
        return template;
    }

    /// <summary>The message with these values, in the sender's look.</summary>
    public WrittenMail Write(MailValues values, MailFace face)
    {
        var title = SafeText.Line(Filled(subject, values));
        List<MailBlock> blocks = [.. paragraphs.Select(p => BlockOf(p, values)).OfType<MailBlock>()];
        return new(title, MailLayout.Text(blocks, face), MailLayout.Html(title, blocks, face));
    }

    private void Check(MailKind kind)
    {
        var used = subject.Concat(paragraphs.SelectMany(p => p.Pieces)).Where(p => p.IsPlace).Select(p => p.Text).ToHashSet(StringComparer.Ordinal);
        var unknown = used.Where(name => kind.Places.All(p => p.Name != name)).ToList();
        RefusedException.When(
            unknown.Count > 0, "mail.template-placeholder-unknown",
            $"This message has no {{{{{unknown.FirstOrDefault()}}}}}. Take it out, or use one of {string.Join(", ", kind.Places.Select(p => p.Written))}.");
        var missing = kind.Places.FirstOrDefault(p => p.IsRequired && !used.Contains(p.Name));
        RefusedException.When(missing is not null, "mail.template-placeholder-missing", $"This message needs {missing?.Written} ({missing?.Meaning}). Put it alone in a paragraph.");
        var inside = kind.Places.FirstOrDefault(p => p.StandsAlone && (subject.Any(p.Is) || paragraphs.Any(g => g.Pieces.Any(p.Is) && (g.Level > 0 || g.Only is null))));
        RefusedException.When(inside is not null, "mail.template-placeholder-alone", $"{inside?.Written} stands alone in a paragraph, with a blank line before and after it.");
    }

    private static IEnumerable<Paragraph> ParagraphsOf(IEnumerable<string> lines)
    {
        var open = new List<string>();
        foreach (var line in lines.Append(""))
        {
            if (line.Trim().Length > 0)
            {
                open.Add(line.TrimEnd());
            }
            else if (open.Count > 0)
            {
                yield return ParagraphOf(string.Join('\n', open));
                open.Clear();
            }
        }
    }

    private static Paragraph ParagraphOf(string words)
    {
        var level = words.StartsWith("## ", StringComparison.Ordinal) ? 2 : words.StartsWith("# ", StringComparison.Ordinal) ? 1 : 0;
        return new(level, PiecesOf(level == 0 ? words : words[(level + 1)..]));
    }

    private static List<Piece> PiecesOf(string words)
    {
        var pieces = new List<Piece>();
        foreach (var part in words.Split("{{"))
        {
            var end = pieces.Count == 0 ? -1 : part.IndexOf("}}", StringComparison.Ordinal);
            RefusedException.When(pieces.Count > 0 && end < 0, "mail.template-placeholder-unknown", "A placeholder begins with {{ and ends with }}; one does not end.");
            if (end >= 0)
            {
                pieces.Add(new(part[..end].Trim(), IsPlace: true));
            }

            pieces.Add(new(end < 0 ? part : part[(end + 2)..], IsPlace: false));
        }

        return pieces;
    }

    private static MailBlock? BlockOf(Paragraph paragraph, MailValues values)
    {
        if (paragraph.Pieces.Any(p => p.IsPlace && values[p.Text].IsEmpty))
        {
            return null;
        }

        return paragraph.Only is not { } only || paragraph.Level > 0 ? new MailBlock.Words(paragraph.Level, Filled(paragraph.Pieces, values))
            : values[only.Text] switch
            {
                MailValue.Items list => new MailBlock.List(list.All),
                MailValue.Link link => new MailBlock.Link(link),
                MailValue.Words words => new MailBlock.Words(0, words.Text),
                _ => null,
            };
    }

    /// <summary>A value inside other words is one line, so that it cannot look like words of the template.</summary>
    private static string Filled(IEnumerable<Piece> pieces, MailValues values) =>
        string.Concat(pieces.Select(p => p.IsPlace ? SafeText.Line(values[p.Text] is MailValue.Words words ? words.Text : "") : p.Text));

    private sealed record Paragraph(int Level, IReadOnlyList<Piece> Pieces)
    {
        /// <summary>The placeholder that the paragraph is made of, when there is nothing else in it.</summary>
        public Piece? Only => Pieces.Where(p => p.IsPlace || p.Text.Trim().Length > 0).ToList() is [{ IsPlace: true } one] ? one : null;
    }
}

/// <summary>Words of a template, or the name of a placeholder.</summary>
internal sealed record Piece(string Text, bool IsPlace);
