namespace Tracker.Documents.Reading.Lines;

/// <summary>One line without the white space around it. Each character stands for one character of the input, so offsets stay true.</summary>
internal sealed record Line(string Text, int Start)
{
    public int Indent { get; init; }

    /// <summary>Markdown's two spaces at the end: the writer wanted a new line here.</summary>
    public bool HardBreak { get; init; }

    /// <summary>Page furniture stood before this line.</summary>
    public bool AfterCut { get; init; }

    public bool IsBlank => Text.Length == 0;

    public Extent Where => new(Start, Start + Text.Length);

    public string Plain => field ??= Markdown.Plain(Text);

    public int HeadingLevel
    {
        get
        {
            var hashes = Text.AsSpan(0, Math.Min(7, Text.Length)).IndexOfAnyExcept('#');
            return hashes is >= 1 and <= 6 && Text[hashes] == ' ' ? hashes : 0;
        }
    }

    public bool IsHeading => HeadingLevel > 0;

    /// <summary>The words of the line without Markdown's heading marks.</summary>
    public string Words => IsHeading ? Markdown.Plain(Text[HeadingLevel..]) : Plain;

    public Line Cut(int start, int end) => this with { Text = Text[start..end], Start = Start + start };

    /// <summary>Where <paramref name="words"/> stand in this line; the whole line where Markdown splits them.</summary>
    public Extent Locate(string words)
    {
        var at = Text.IndexOf(words, StringComparison.Ordinal);
        return at < 0 ? Where : new(Start + at, Start + at + words.Length);
    }

    // Line's own copy constructor would copy the cached text of another line.
    private Line(Line other)
    {
        (Text, Start, Indent, HardBreak, AfterCut) = (other.Text, other.Start, other.Indent, other.HardBreak, other.AfterCut);
    }
}
