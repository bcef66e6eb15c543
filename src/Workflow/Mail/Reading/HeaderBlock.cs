namespace Tracker.Workflow.Mail;

/// <summary>The header fields of a message or part, unfolded and otherwise as they came, and what follows them.</summary>
internal sealed class HeaderBlock
{
    private readonly List<(string Name, string Value)> fields = [];
    private readonly ReadOnlyMemory<byte> raw;
    private readonly MailProblems problems;
    private int position;
    private int bytesLeft = MailLimits.AllHeaderBytes;

    private HeaderBlock(ReadOnlyMemory<byte> raw, MailProblems problems)
    {
        this.raw = raw;
        this.problems = problems;
    }

    public IReadOnlyList<(string Name, string Value)> Fields => fields;

    /// <summary>What follows the empty line.</summary>
    public ReadOnlyMemory<byte> Body => raw[position..];

    /// <summary>Lines end with LF or CRLF; a lone CR is white space, so that nobody hides a field from a mail server that reads it so.</summary>
    public static HeaderBlock Read(ReadOnlyMemory<byte> raw, MailProblems problems)
    {
        var block = new HeaderBlock(raw, problems);
        block.Read();
        return block;
    }

    /// <summary>The topmost field of that name; empty when there is none.</summary>
    public string First(string name) => ValuesOf(name).FirstOrDefault() ?? "";

    /// <summary>Of every field of that name, topmost first.</summary>
    public IEnumerable<string> ValuesOf(string name) => fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value);

    private void Read()
    {
        var span = raw.Span;
        var start = 0; // of the field that is being read
        while (position < span.Length)
        {
            var next = LineEnd(span, position);
            var line = span[position..next].TrimEnd("\r\n"u8);
            var begins = line.Length == 0 || IsField(line);
            if (begins || !(line[0] is (byte)' ' or (byte)'\t'))
            {
                Add(span[start..position]);
                start = position;
                if (line.Length == 0)
                {
                    position = next;
                    return;
                }

                if (!begins && EndsHere(span, line, next))
                {
                    return;
                }

                start = begins ? position : next;
            }

            position = next;
        }

        Add(span[start..position]);
    }

    /// <summary>A line that is no field: one is skipped when the header goes on after it, else the text begins here.</summary>
    private bool EndsHere(ReadOnlySpan<byte> span, ReadOnlySpan<byte> line, int next)
    {
        if (fields.Count == 0 && (line.StartsWith("From "u8) || line.StartsWith(">From "u8)))
        {
            return false; // of an mbox file
        }

        if (fields.Count > 0)
        {
            problems.Add("A header has a line that is no field.");
        }

        return fields.Count == 0 || !IsField(span[next..LineEnd(span, next)].TrimEnd("\r\n"u8));
    }

    private static int LineEnd(ReadOnlySpan<byte> span, int from) =>
        from < span.Length && span[from..].IndexOf((byte)'\n') is >= 0 and var length ? from + length + 1 : span.Length;

    private static bool IsField(ReadOnlySpan<byte> line)
    {
        var name = line.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        var colon = line.IndexOf((byte)':');
        return colon > 0 && name != 0 && (name < 0 || name > colon || (line[name] is (byte)' ' or (byte)'\t' && line[name..colon].IndexOfAnyExcept(" \t"u8) < 0));
    }

    private void Add(ReadOnlySpan<byte> field)
    {
        if (field.Length == 0 || !IsField(field))
        {
            return;
        }

        if (fields.Count == MailLimits.Headers || bytesLeft < Math.Min(field.Length, MailLimits.HeaderBytes))
        {
            problems.Add("There are too many header fields; the last were left out.");
            return;
        }

        if (field.Length > MailLimits.HeaderBytes)
        {
            problems.Add("A header field is too long and was cut off.");
            field = field[..MailLimits.HeaderBytes];
        }

        bytesLeft -= field.Length;
        var colon = field.IndexOf((byte)':');
        fields.Add((Charsets.Guess(field[..colon]).Trim(), Unfolded(field[(colon + 1)..])));
    }

    private static string Unfolded(ReadOnlySpan<byte> value)
    {
        var bytes = new byte[value.Length];
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var isBreak = value[i] == (byte)'\n' || (value[i] == (byte)'\r' && i + 1 < value.Length && value[i + 1] == (byte)'\n');
            if (!isBreak)
            {
                bytes[length++] = value[i] == (byte)'\r' ? (byte)' ' : value[i];
            }
        }

        return Charsets.Guess(bytes.AsSpan(0, length)).Trim();
    }
}
