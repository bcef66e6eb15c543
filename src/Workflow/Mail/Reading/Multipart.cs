using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>Splits the body of a multipart at its boundary.</summary>
internal static class Multipart
{
    private const int LongestBoundary = 250; // the standard says 70

    /// <summary>The parts in order. Nothing after a closing boundary counts, unless another boundary follows.</summary>
    /// <param name="body">The body.</param>
    /// <param name="boundary">As the Content-Type has it; without one, the first line that looks like a boundary is taken.</param>
    /// <param name="problems">Told what is missing.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string? boundary, MailProblems problems)
    {
        var delimiter = DelimiterOf(boundary);
        if (delimiter is null || Find(body.Span, 0, delimiter) is null)
        {
            problems.Add("A multipart does not have the boundary that it names, or names none.");
            delimiter = Guess(body.Span);
        }

        var start = -1; // of the part that is open
        var at = delimiter is null ? null : Find(body.Span, 0, delimiter);
        while (at is var (found, end, closes))
        {
            if (start >= 0)
            {
                yield return body[start..ContentEnd(body.Span, start, found)];
            }

            start = closes ? -1 : end;
            at = Find(body.Span, end, delimiter!);
        }

        if (start >= 0)
        {
            problems.Add("The final boundary of a multipart is missing; the message may have been cut off.");
            yield return body[start..];
        }
    }

    private static byte[]? DelimiterOf(string? boundary) =>
        boundary?.TrimEnd() is { Length: > 0 and <= LongestBoundary } name ? Encoding.UTF8.GetBytes("--" + name) : null;

    /// <summary>The first line of two hyphens and something that is no third or a space.</summary>
    private static byte[]? Guess(ReadOnlySpan<byte> body)
    {
        var from = 0;
        while (body[from..].IndexOf("--"u8) is >= 0 and var found)
        {
            var start = from + found;
            var line = body[start..];
            line = line[..(line.IndexOf((byte)'\n') is >= 0 and var end ? end : line.Length)].TrimEnd(" \t\r"u8);
            if ((start == 0 || body[start - 1] == (byte)'\n') && line.Length is > 2 and <= LongestBoundary && line[2..].IndexOfAny(" \t"u8) < 0)
            {
                return line.ToArray();
            }

            from = start + Math.Max(2, line.Length);
        }

        return null;
    }

    /// <summary>The next line that is the delimiter, perhaps with two hyphens and white space after it.</summary>
    private static (int Start, int End, bool Closes)? Find(ReadOnlySpan<byte> body, int from, byte[] delimiter)
    {
        while (body[from..].IndexOf(delimiter) is >= 0 and var found)
        {
            var start = from + found;
            var rest = body[(start + delimiter.Length)..];
            var closes = rest.StartsWith("--"u8);
            var tail = closes ? rest[2..] : rest;
            var blank = tail.IndexOfAnyExcept(" \t\r"u8) is >= 0 and var first ? first : tail.Length;
            if ((start == 0 || body[start - 1] == (byte)'\n') && (blank == tail.Length || tail[blank] == (byte)'\n'))
            {
                return (start, Math.Min(body.Length, body.Length - tail.Length + blank + 1), closes);
            }

            from = start + delimiter.Length;
        }

        return null;
    }

    /// <summary>The line end before a boundary belongs to the boundary.</summary>
    private static int ContentEnd(ReadOnlySpan<byte> body, int start, int boundary)
    {
        var end = boundary > start && body[boundary - 1] == (byte)'\n' ? boundary - 1 : boundary;
        return end > start && body[end - 1] == (byte)'\r' ? end - 1 : end;
    }
}
