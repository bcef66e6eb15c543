using System.Buffers;

namespace Tracker.Workflow.Mail;

/// <summary>Undoes the encodings of RFC 2045, also where they are damaged: what cannot be decoded is left out or left as it stands.</summary>
internal static class TransferEncoding
{
    private static readonly sbyte[] Sextets = [.. Enumerable.Range(0, 256).Select(b => (sbyte)"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".IndexOf((char)b, StringComparison.Ordinal))];

    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> body, string encoding, MailProblems problems)
    {
        switch (encoding.Trim(' ', '"', ';').ToLowerInvariant())
        {
            case "base64":
                return Base64(body.Span, problems);
            case "quoted-printable":
                return QuotedPrintable(body.Span, problems);
            case "" or "7bit" or "8bit" or "binary" or "7-bit" or "8-bit":
                return body;
            default:
                problems.Add("A part has a transfer encoding that is not known; it was taken as it stands.");
                return body;
        }
    }

    /// <summary>Other characters are skipped; padding ends a group, after which another may begin.</summary>
    public static ReadOnlyMemory<byte> Base64(ReadOnlySpan<byte> text, MailProblems problems)
    {
        var output = new byte[Base64Length(text.Length)];
        if (System.Buffers.Text.Base64.DecodeFromUtf8(text, output, out _, out var written) == OperationStatus.Done)
        {
            return output.AsMemory(0, written);
        }

        var (length, bits, count, foreign) = (0, 0, 0, false);
        foreach (var b in text)
        {
            var sextet = Sextets[b];
            foreign |= sextet < 0 && b is not ((byte)'=' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');
            if (b == (byte)'=')
            {
                (bits, count) = (0, 0);
            }
            else if (sextet >= 0)
            {
                bits = (bits << 6) | (byte)sextet;
                count++;
                if (count > 1)
                {
                    output[length++] = (byte)(bits >> ((4 - count) * 2));
                }

                (bits, count) = count == 4 ? (0, 0) : (bits, count);
            }
        }

        if (foreign || count == 1)
        {
            problems.Add("A part in base64 is damaged; what could be decoded was kept.");
        }

        return output.AsMemory(0, length);
    }

    private static int Base64Length(int characters) => (characters / 4 * 3) + 3;

    /// <summary>An equals sign that begins no code stays as it is; white space at the end of a line was added on the way.</summary>
    public static ReadOnlyMemory<byte> QuotedPrintable(ReadOnlySpan<byte> text, MailProblems problems)
    {
        var output = new byte[text.Length];
        var (length, kept) = (0, 0); // kept: up to here nothing is white space that may turn out to end a line
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == (byte)'=' && i + 2 < text.Length && Hex(text[i + 1]) is >= 0 and var high && Hex(text[i + 2]) is >= 0 and var low)
            {
                output[length++] = (byte)((high << 4) | low);
                kept = length;
                i += 2;
                continue;
            }

            if (b == (byte)'=' && SoftBreak(text[(i + 1)..]) is > 0 and var skipped)
            {
                kept = length;
                i += skipped;
                continue;
            }

            if (b == (byte)'=')
            {
                problems.Add("A part in quoted-printable is damaged; what could not be decoded was left as it stands.");
            }

            length = b is (byte)'\r' or (byte)'\n' ? kept : length;
            output[length++] = b;
            kept = b is (byte)' ' or (byte)'\t' ? kept : length;
        }

        return output.AsMemory(0, length);
    }

    /// <summary>The bytes of the line end that an equals sign takes away, with white space before it; 0 when there is none; at the end of the text it may be missing.</summary>
    private static int SoftBreak(ReadOnlySpan<byte> rest)
    {
        var i = 0;
        while (i < rest.Length && rest[i] is (byte)' ' or (byte)'\t')
        {
            i++;
        }

        return i == rest.Length ? Math.Max(i, 1)
            : rest[i] == (byte)'\n' ? i + 1
            : rest[i] == (byte)'\r' ? i + (i + 1 < rest.Length && rest[i + 1] == (byte)'\n' ? 2 : 1)
            : 0;
    }

    /// <summary>Decodes a sign and two hexadecimal digits, in place.</summary>
    public static ReadOnlySpan<byte> Unescape(Span<byte> text, char sign)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isCode = text[i] == sign && i + 2 < text.Length && Hex(text[i + 1]) >= 0 && Hex(text[i + 2]) >= 0;
            text[length++] = isCode ? (byte)((Hex(text[i + 1]) << 4) | Hex(text[i + 2])) : text[i];
            i += isCode ? 2 : 0;
        }

        return text[..length];
    }

    private static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        _ => -1,
    };
}
