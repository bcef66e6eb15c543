using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Blocks;

/// <summary>The lines before a letter's own words, sorted by what they are for.</summary>
internal sealed class HeadBlock
{
    private HeadBlock()
    {
    }

    public List<Line> Letterhead { get; } = [];
    public List<List<Line>> To { get; } = [];
    public List<Line> Unlabelled { get; } = []; // after the letterhead, labelled as nothing: an addressee or an e-mail address
    public Found<string>? Sender { get; private set; }
    public Found<string>? ReplyTo { get; private set; }
    public Found<string>? Subject { get; private set; }
    public Found<string>? OurRef { get; private set; }
    public Found<string>? YourRef { get; private set; }

    public static HeadBlock Of(IReadOnlyList<Line> lines)
    {
        var head = new HeadBlock();
        var (inTo, inLetterhead) = (false, true);
        foreach (var line in lines.Where(line => !line.IsBlank || inTo))
        {
            var special = head.Label(line);
            if (Labels.To(line) is { } rest)
            {
                (inTo, inLetterhead) = (true, false);
                head.StartTo(line, rest);
            }
            else if (special)
            {
                inTo = inTo && Labels.IsContact(line);
                inLetterhead = inLetterhead && Labels.IsContact(line);
            }
            else if (inTo)
            {
                head.AddTo(line);
            }
            else if (inLetterhead && !head.StartsAddressee(line))
            {
                head.Letterhead.Add(line);
            }
            else
            {
                inLetterhead = false;
                head.Unlabelled.Add(line);
            }
        }

        return head;
    }

    private bool Label(Line line)
    {
        foreach (var (isOurs, reference) in Labels.ReferencesIn(line))
        {
            OurRef = isOurs ? OurRef ?? reference : OurRef;
            YourRef = isOurs ? YourRef : YourRef ?? reference;
        }

        if (Labels.IsContact(line) && People.EmailIn(line.Plain) is { } email)
        {
            ReplyTo ??= new(email, line.Locate(email), 0.95);
        }

        if (Labels.Subject(line) is { Length: > 0 } subject)
        {
            Subject ??= new(subject, line.Locate(subject), 0.95);
        }

        if (Labels.From(line) is { Length: > 0 } from)
        {
            Sender ??= new(from, line.Locate(from), 0.9);
        }

        return Labels.IsContact(line) || Labels.Subject(line) is not null || Labels.From(line) is not null || Labels.ReferencesIn(line).Any()
            || Dates.LetterDate.IsDateLine(line) || IsSubjectHeading(line);
    }

    /// <summary>A heading after the addressees, or far from the top, says what the letter is about.</summary>
    private bool IsSubjectHeading(Line line)
    {
        var isSubject = line.IsHeading && To.Count > 0 && !Names.IsName(line.Words);
        if (isSubject)
        {
            Subject ??= new(line.Words, line.Locate(line.Words), 0.9);
        }

        return isSubject;
    }

    private bool StartsAddressee(Line line) => Letterhead.Count > 0 && Names.IsName(People.NamePart(line.Words)) && !line.Words.Any(char.IsDigit);

    private void StartTo(Line line, string rest)
    {
        To.Add([]);
        foreach (var entry in rest.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            To[^1].Add(new(entry, line.Locate(entry).Start));
            To.Add([]);
        }
    }

    private void AddTo(Line line)
    {
        var own = Marker.Of(line.Text) is { } marker ? line.Cut(marker.Length, line.Text.Length) : line;
        if (To[^1].Count > 0 && (line.IsBlank || own != line || IsWholePerson(own)))
        {
            To.Add([]);
        }

        if (!line.IsBlank)
        {
            // An e-mail address or a role after a blank line still belongs to the person above.
            var last = To is [.., var before, _] ? before : null;
            var entry = To[^1].Count == 0 && last is { Count: > 0 and < 8 } && !Names.IsName(People.NamePart(own.Words)) ? last : To[^1];
            entry.Add(own);
        }
    }

    private static bool IsWholePerson(Line line) => line.Words.Contains(',', StringComparison.Ordinal) && Names.IsName(People.NamePart(line.Words));
}
