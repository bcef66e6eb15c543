using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Workflow.Tests.Mail;

/// <summary>A witness for the bytes: reads MIME by its own small means and shares nothing with the writer.</summary>
internal sealed record Part(IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    public string? this[string name] => Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).SingleOrDefault();

    public string ContentType => this["Content-Type"]!.Split(';')[0];

    public IReadOnlyList<Part> Parts
    {
        get
        {
            var boundary = Parameter("Content-Type", "boundary") ?? throw new InvalidOperationException("Not a multipart.");
            var pieces = ("\r\n" + Body).Split("\r\n--" + boundary);
            return pieces[^1].StartsWith("--", StringComparison.Ordinal)
                ? [.. pieces[1..^1].Select(piece => Read(piece[2..]))]
                : throw new InvalidOperationException("The multipart does not end.");
        }
    }

    public string Text => Encoding.UTF8.GetString(Bytes);

    public byte[] Bytes => this["Content-Transfer-Encoding"] switch
    {
        "base64" => Convert.FromBase64String(Body),
        "quoted-printable" => Unquote(Body.Replace("=\r\n", "", StringComparison.Ordinal)),
        _ => Encoding.ASCII.GetBytes(Body),
    };

    public string? FileName
    {
        get
        {
            if (Parameter("Content-Disposition", "filename") is { } plain)
            {
                return plain;
            }

            var sections = Enumerable.Range(0, 100).Select(n => Parameter("Content-Disposition", FormattableString.Invariant($"filename*{n}*"))).TakeWhile(s => s is not null);
            var value = Parameter("Content-Disposition", "filename*") ?? string.Concat(sections);
            return Uri.UnescapeDataString(value[(value.LastIndexOf('\'') + 1)..]);
        }
    }

    public static Part Read(byte[] bytes) => Read(Encoding.Latin1.GetString(bytes));

    /// <summary>RFC 2047: encoded words next to each other are one text.</summary>
    public string Decoded(string name) => Regex.Replace(
        Regex.Replace(this[name]!, @"(?<=\?=) (?==\?)", "", RegexOptions.None, Limit),
        @"=\?utf-8\?B\?(?<text>[^?]*)\?=",
        word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["text"].Value)),
        RegexOptions.ExplicitCapture,
        Limit);

    private static TimeSpan Limit => TimeSpan.FromSeconds(5);

    private static Part Read(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var unfolded = text[..end].Replace("\r\n ", " ", StringComparison.Ordinal);
        return new([.. unfolded.Split("\r\n").Select(line => (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()))], text[(end + 4)..]);
    }

    private string? Parameter(string header, string name)
    {
        // Every other piece between quotation marks is inside them, where a semicolon is only a character.
        var fields = this[header]!.Split('"').Select((piece, index) => index % 2 == 0 ? piece.Replace(';', '\n') : piece);
        return string.Concat(fields).Split('\n').Select(field => field.Trim().Split('=', 2)).Where(field => field[0] == name).Select(field => field[1]).SingleOrDefault();
    }

    private static byte[] Unquote(string body)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < body.Length; i++)
        {
            var escaped = body[i] == '=';
            bytes.Add(escaped ? byte.Parse(body.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (byte)body[i]);
            i += escaped ? 2 : 0;
        }

        return [.. bytes];
    }
}
