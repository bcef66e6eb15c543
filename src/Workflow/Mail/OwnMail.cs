using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Workflow.Mail;

/// <summary>Reads back what <see cref="MimeWriter"/> wrote, and nothing else: a stand-in until the reader of incoming mail is here.</summary>
internal sealed partial record OwnMail(string Subject, string Text, DateTimeOffset? Date, IReadOnlyList<string> To, IReadOnlyList<MailAttachment> Attachments)
{
    public static OwnMail Read(ReadOnlyMemory<byte> content)
    {
        var mail = Part.Of(Encoding.Latin1.GetString(content.Span));
        var parts = mail.Leaves.ToList();
        return new(
            Words(mail["Subject"]),
            parts.Find(part => part["Content-Type"].StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)) is { } text ? Encoding.UTF8.GetString(text.Bytes) : "",
            DateTimeOffset.TryParse(mail["Date"], CultureInfo.InvariantCulture, out var date) ? date : null,
            [.. Addresses().Matches(mail["To"]).Select(match => match.Groups["address"].Value)],
            [.. parts.Where(part => part["Content-Disposition"].Length > 0).Select(part => new MailAttachment(part.FileName, part["Content-Type"], part.Bytes))]);
    }

    private static string Words(string value) => Encoded().Replace(Between().Replace(value, "?=="), word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["text"].Value)));

    [GeneratedRegex("<(?<address>[^<>@ ]+@[^<>@ ]+)>", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\?= +=", RegexOptions.NonBacktracking)]
    private static partial Regex Between();

    [GeneratedRegex(@"=\?utf-8\?B\?(?<text>[A-Za-z0-9+/=]*)\?=", RegexOptions.NonBacktracking)]
    private static partial Regex Encoded();

    private sealed record Part(IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public string this[string name] => Headers.GetValueOrDefault(name, "");

        public IEnumerable<Part> Leaves => Parameter("Content-Type", "boundary") is not { } boundary ? [this]
            : ("\r\n" + Body).Split("\r\n--" + boundary).Skip(1).SkipLast(1).SelectMany(piece => Of(piece[2..]).Leaves);

        public byte[] Bytes => this["Content-Transfer-Encoding"] switch
        {
            "base64" => Convert.FromBase64String(Body),
            "quoted-printable" => Unquoted(Body.Replace("=\r\n", "", StringComparison.Ordinal)),
            _ => Encoding.Latin1.GetBytes(Body),
        };

        public string FileName => Parameter("Content-Disposition", "filename") ?? Uri.UnescapeDataString(string.Concat(
            Enumerable.Range(0, 50).Select(n => Parameter("Content-Disposition", FormattableString.Invariant($"filename*{n}*"))).TakeWhile(section => section is not null).Prepend(Parameter("Content-Disposition", "filename*")))[7..]);

        public static Part Of(string text)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var at ? at : text.Length;
            var fields = text[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Select(line => line.Split(':', 2)).Where(field => field.Length == 2);
            return new(fields.DistinctBy(field => field[0]).ToDictionary(field => field[0], field => field[1].Trim(), StringComparer.OrdinalIgnoreCase), text[Math.Min(text.Length, end + 4)..]);
        }

        private string? Parameter(string header, string name) =>
            this[header].Split(';').Select(field => field.Trim().Split('=', 2)).Where(field => field.Length == 2 && field[0] == name).Select(field => field[1].Trim('"')).FirstOrDefault();

        private static byte[] Unquoted(string body)
        {
            var bytes = new List<byte>(body.Length);
            for (var i = 0; i < body.Length; i++)
            {
                var isEscape = body[i] == '=' && i + 2 < body.Length;
                bytes.Add(isEscape ? byte.Parse(body.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : (byte)body[i]);
                i += isEscape ? 2 : 0;
            }

            return [.. bytes];
        }
    }
}
