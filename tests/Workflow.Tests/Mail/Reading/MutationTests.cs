using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tracker.Workflow.Mail;
using Xunit;
using Xunit.Abstractions;

namespace Tracker.Workflow.Tests.Mail.Reading;

/// <summary>Ten thousand damaged messages, and the worst that can be built: none throws, none takes two seconds, or ten when it is built for that.</summary>
public class MutationTests(ITestOutputHelper output)
{
    private const int Count = 10_000;
    private const int LargestRound = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2); // the requirement
    private static readonly TimeSpan LongestOfBomb = TimeSpan.FromSeconds(10); // of a wall clock beside other tests; what is not linear would take minutes
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("TRACKER_TEST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 20230704;

    public static TheoryData<string> Bombs => [.. BombsByName.Keys];

    private static Dictionary<string, Func<byte[]>> BombsByName { get; } = new(StringComparer.Ordinal)
    {
        ["nested multiparts"] = () => Ascii(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"))),
        ["nested messages"] = () => Ascii(string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 200_000))),
        ["the same boundary for ever"] = () => Ascii("Content-Type: multipart/mixed; boundary=b\n\n" + Repeat("--b\n", 5_000_000)),
        ["nearly boundaries"] = () => Ascii("Content-Type: multipart/mixed; boundary=" + new string('-', 200) + "\n\n" + new string('-', 20_000_000)),
        ["nearly boundaries on every level"] = () => Ascii(string.Concat(Enumerable.Range(0, 10).Select(i => $"Content-Type: multipart/mixed; boundary={new string('-', 100)}{i}\n\n--{new string('-', 100)}{i}\n")) + Repeat(new string('-', 110) + "\n", 10_000_000)),
        ["line ends"] = () => Ascii("Content-Type: multipart/mixed; boundary=b\n\n" + new string('\n', 30_000_000)),
        ["a header without end"] = () => Ascii("Subject: " + new string('x', 39_000_000)),
        ["folded for ever"] = () => Ascii("Subject: a" + Repeat("\n x", 30_000_000)),
        ["headers"] = () => Ascii(Repeat("X: y\n", 30_000_000)),
        ["no headers"] = () => Ascii(Repeat("x\n", 30_000_000)),
        ["encoded words that never end"] = () => Ascii(Headers("Subject", Repeat("=?a?q?", 99_000))),
        ["encoded words"] = () => Ascii(Headers("Subject", Repeat("=?utf-8?q?=C5?= ", 99_000))),
        ["questions"] = () => Ascii(Headers("Subject", Repeat("=?", 99_000))),
        ["quotes"] = () => Ascii(Headers("From", Repeat("\"\\", 99_000))),
        ["comments"] = () => Ascii(Headers("From", Repeat("(", 99_000))),
        ["brackets"] = () => Ascii(Headers("From", Repeat("<,", 99_000))),
        ["colons"] = () => Ascii(Headers("From", "a@b" + Repeat(":", 99_000))),
        ["senders"] = () => Ascii(Headers("From", Repeat("a@b,", 99_000))),
        ["ids"] = () => Ascii(Headers("References", Repeat("<a@b>", 99_000))),
        ["open ids"] = () => Ascii(Headers("References", Repeat("<", 99_000))),
        ["parameters"] = () => Ascii("Content-Type: text/plain; " + Repeat("a=b;", 99_000) + "\n" + "Content-Disposition: attachment; " + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"filename*{i}*=%41;")) + "\n\nx"),
        ["verdicts"] = () => Ascii(Headers("Authentication-Results", Repeat("(", 50_000) + Repeat(";", 49_000))),
        ["dates"] = () => Ascii(Headers("Date", Repeat("1 ", 99_000))),
        ["quoted-printable"] = () => Ascii("Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n" + Repeat("=    ", 30_000_000)),
        ["base64"] = () => Ascii("Content-Transfer-Encoding: base64\n\n" + Repeat("A=*", 30_000_000)),
        ["tags"] = () => Ascii("Content-Type: text/html\n\n" + Repeat("<a ", 4_000_000)),
        ["quotes in tags"] = () => Ascii("Content-Type: text/html\n\n" + Repeat("<a href=\">", 4_000_000)),
        ["comments in markup"] = () => Ascii("Content-Type: text/html\n\n" + Repeat("<!--", 2_000_000) + Repeat("<script>", 2_000_000)),
        ["scripts"] = () => Ascii("Content-Type: text/html\n\n" + Repeat("<script></script", 4_000_000)),
        ["quotations"] = () => Ascii("Content-Type: text/html\n\n" + Repeat("<blockquote>a", 4_000_000)),
        ["entities"] = () => Ascii("Content-Type: text/html\n\n" + Repeat("&amp", 4_000_000)),
        ["markup in every part"] = () => Ascii("Content-Type: multipart/mixed; boundary=b\n\n" + Repeat("--b\nContent-Type: text/html\n\n" + Repeat("<p>a</p>", 80_000) + "\n", 38_000_000)),
        ["attributions"] = () => Ascii("From: a@b.test\n\n" + Repeat("On 1 a@b: wrote:\n\n", 1_000_000) + Repeat("\n", 500_000) + ">"),
        ["signatures"] = () => Ascii("From: a@b.test\n\n" + Repeat("-- \n", 900_000)),
        ["headers in the text"] = () => Ascii("From: a@b.test\n\n" + Repeat("From:\n", 900_000)),
        ["failures"] = () => Ascii("From: mailer-daemon@b.test\n\n" + Repeat("<a@b>:\n", 900_000)),
        ["reported recipients"] = () => Ascii("Content-Type: message/delivery-status\n\n" + Repeat("Final-Recipient: a\n\n", 20_000_000)),
        ["failed recipients"] = () => Ascii(Headers("X-Failed-Recipients", Repeat("a,", 99_000)) + Repeat("5.1.1 ", 900_000)),
    };

    [Fact]
    public void Read_TenThousandMutations_NoneThrowsAndNoneIsSlow()
    {
        output.WriteLine($"seed {Seed}; set TRACKER_TEST_SEED for another");
        var originals = Eml.Names.Select(Eml.Bytes).Append(MimeWriter.Write(Sample.Reminder)).ToArray();
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Count; i++)
        {
            var random = new System.Random(Seed + i);
            var message = originals[random.Next(originals.Length)];
            for (var round = random.Next(1, LargestRound); round > 0; round--)
            {
                message = Mutated(message, originals, random);
            }

            var watch = Stopwatch.StartNew();
            var error = Record.Exception(() => ReadAll(message));
            Assert.True(error is null && watch.Elapsed < Longest, $"seed {Seed}, message {i}, {message.Length} bytes, {watch.Elapsed}: {error}");
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
        }

        output.WriteLine($"slowest {slowest.TotalMilliseconds:F0} ms");
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Read_Bomb_IsOverSoon(string name)
    {
        var message = BombsByName[name]();

        var watch = Stopwatch.StartNew();
        ReadAll(message);

        output.WriteLine($"{message.Length} bytes in {watch.Elapsed.TotalMilliseconds:F0} ms");
        Assert.True(watch.Elapsed < LongestOfBomb, $"{name}: {watch.Elapsed}");
    }

    /// <summary>Everything that is ever done with a message, and the promises about what comes out.</summary>
    private static void ReadAll(byte[] message)
    {
        var mail = MimeReader.Read(message);
        _ = (DeliveryReport.Of(mail), AutomaticMail.WhyOf(mail), AuthenticationVerdict.Of(mail, "mx.brackwater.test"), ReplyText.NewWords(mail.Text));
        Assert.InRange(mail.Text.Length, 0, MailLimits.TextCharacters);
        Assert.InRange(mail.Headers.Count, 0, MailLimits.Headers);
        Assert.InRange(mail.Attachments.Count, 0, MailLimits.Parts);
        Assert.Equal(SafeText.Line(mail.Subject), mail.Subject);
        Assert.All(mail.Attachments, a => Assert.True(a.FileName == SafeText.FileName(a.FileName) && a.FileName.Length is > 0 and <= MailLimits.FileNameCharacters, a.FileName));
        Assert.All(mail.From, f => Assert.Equal(SafeText.Line(f.Name), f.Name));
    }

    private static byte[] Mutated(byte[] message, byte[][] originals, System.Random random) => random.Next(10) switch
    {
        0 => Flipped(message, random),
        1 => message[..random.Next(message.Length + 1)],
        2 => message[random.Next(message.Length + 1)..],
        3 => OfLines(message, lines => lines.Insert(random.Next(lines.Count + 1), lines[random.Next(lines.Count)])),
        4 => OfLines(message, lines => lines.RemoveAt(random.Next(lines.Count))),
        5 => OfLines(message, lines =>
        {
            var (a, b) = (random.Next(lines.Count), random.Next(lines.Count));
            (lines[a], lines[b]) = (lines[b], lines[a]);
        }),
        6 => Swapped(message, random),
        7 => OfLines(message, lines => lines.Insert(random.Next(Math.Min(lines.Count, 20)), Huge(random))),
        8 => [.. message[..random.Next(message.Length + 1)], .. originals[random.Next(originals.Length)]],
        _ => Encoding.Latin1.GetBytes($"Content-Type: multipart/mixed; boundary=w{random.Next(3)}\r\n\r\n--w{random.Next(3)}\r\n" + Encoding.Latin1.GetString(message)),
    };

    private static byte[] Flipped(byte[] message, System.Random random)
    {
        var bytes = message.ToArray();
        for (var n = bytes.Length == 0 ? 0 : random.Next(1, 40); n > 0; n--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    private static byte[] OfLines(byte[] message, Action<List<string>> change)
    {
        var lines = Encoding.Latin1.GetString(message).Split('\n').ToList();
        change(lines);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    /// <summary>One boundary takes the place of another.</summary>
    private static byte[] Swapped(byte[] message, System.Random random)
    {
        var text = Encoding.Latin1.GetString(message);
        var boundaries = text.Split('\n').Where(l => l.StartsWith("--", StringComparison.Ordinal)).Select(l => l.Trim().TrimEnd('-')).Where(l => l.Length > 2).Distinct(StringComparer.Ordinal).ToList();
        return boundaries.Count == 0 ? message
            : Encoding.Latin1.GetBytes(text.Replace(boundaries[random.Next(boundaries.Count)], boundaries[random.Next(boundaries.Count)], StringComparison.Ordinal));
    }

    private static string Huge(System.Random random)
    {
        var names = new[] { "Subject", "From", "Content-Type", "References", "X-Long", "" };
        var pieces = new[] { "=?utf-8?q?=C5", "a@b,", "\"", "(", "<", ";a=", "x", "\n ", ": ", "=?" };
        return names[random.Next(names.Length)] + ": " + Repeat(pieces[random.Next(pieces.Length)], random.Next(1, 20_000)) + "\r";
    }

    private static string Repeat(string piece, int length) => new StringBuilder().Insert(0, piece, Math.Max(1, length / piece.Length)).ToString();

    /// <summary>As many as are read, each as long as is read.</summary>
    private static string Headers(string name, string value) => Repeat($"{name}: {value}\n", 20 * 100_000) + "\nText.";

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
