using System.Text;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail.Reading;

public class PartTests
{
    [Theory]
    [InlineData("a=20b=\r\nc", "a bc")]
    [InlineData("a=  \r\nb  \t\r\nc", "ab\nc")]
    [InlineData("a=\nb=", "ab")]
    [InlineData("=zz=4=C5=b7 =", "=zz=4ŷ ")]
    [InlineData("=3D=3d==", "===")]
    public void Read_QuotedPrintable_IsDecodedAsFarAsItGoes(string body, string text) =>
        Assert.Equal(text, Eml.Of("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: Quoted-Printable", "", body).Text);

    [Theory]
    [InlineData("aGVsbG8=", "hello")]
    [InlineData("aGVs\r\nbG8", "hello")]
    [InlineData("aGVsbG8=d29ybGQ=", "helloworld")] // two pieces, each padded
    [InlineData("aG*Vs-bG8=", "hello")]
    [InlineData("aGVsbG8=\r\n=====\r\n", "hello")]
    [InlineData("a", "")]
    [InlineData("", "")]
    public void Read_Base64_IsDecodedAsFarAsItGoes(string body, string text) =>
        Assert.Equal(text, Eml.Of("Content-Transfer-Encoding: base64", "", body).Text);

    [Theory]
    [InlineData("multipart/mixed", "--guess", "--guess--")] // no boundary named
    [InlineData("multipart/mixed; boundary=other", "--guess", "--guess--")]
    [InlineData("multipart/mixed; boundary=\"b  \"", "--b", "--b--")]
    [InlineData("multipart/mixed; boundary=b", "--b \t", "--b--  ")]
    [InlineData("multipart/mixed; boundary=b", "--b", "--bc")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\n\r\n--b", "--b--")]
    [InlineData("multipart/mixed; boundary=\"=?utf-8?Q?b?=\"", "--b", "--b--")]
    public void Read_BrokenBoundaries_FindsTheParts(string type, string opens, string closes)
    {
        var mail = Eml.Of($"Content-Type: {type}", "", "Preamble", opens, "", "One.", opens, "Content-Type: application/pdf; name=a.pdf", "", "x", closes, "Epilogue");

        Assert.Equal("One.", mail.Text);
        Assert.Equal("a.pdf", Assert.Single(mail.Attachments).FileName);
    }

    [Fact]
    public void Read_NoBoundaryAnywhere_ShowsTheText() => Assert.Equal("Only words -- here.", Eml.Of("Content-Type: multipart/mixed; boundary=b", "", "Only words -- here.").Text);

    [Fact]
    public void Read_Nest_StopsAtTenAndKeepsTheRest()
    {
        var lines = Enumerable.Range(0, 50).SelectMany(i => new[] { $"Content-Type: multipart/mixed; boundary=b{i}", "", $"--b{i}" }).Append("").Append("Deep.");

        var mail = Eml.Of([.. lines]);

        Assert.Contains("Parts lie too deep inside one another; the innermost were kept as a file.", mail.Problems);
        Assert.EndsWith("Deep.", Encoding.ASCII.GetString(Assert.Single(mail.Attachments).Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyParts_StopsAtTheLimit()
    {
        var lines = Enumerable.Range(0, 2000).SelectMany(i => new[] { "--b", "Content-Type: image/png", "", "x" });

        var mail = Eml.Of(["Content-Type: multipart/mixed; boundary=b", "", .. lines]);

        Assert.Equal(MailLimits.Parts - 1, mail.Attachments.Count);
        Assert.Contains("The message has more than 500 parts; the last were left out.", mail.Problems);
    }

    [Fact]
    public void Read_EndlessText_IsCut()
    {
        var mail = MimeReader.Read(Encoding.ASCII.GetBytes("Subject: a\n\n" + new string('x', 1_500_000)));

        Assert.Equal(MailLimits.TextCharacters, mail.Text.Length);
        Assert.Equal("The text is longer than a million characters; the rest was left out.", Assert.Single(mail.Problems));
    }

    [Fact]
    public void Read_TooLarge_ReadsTheBeginning()
    {
        var raw = new byte[MailLimits.RawBytes + 1];
        "Subject: a\n\nText."u8.CopyTo(raw);

        Assert.Equal("a", MimeReader.Read(raw).Subject);
        Assert.Contains("The message is larger than 40 MB; only its beginning was read.", MimeReader.Read(raw).Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData(":")]
    [InlineData(" folded first\nSubject: a\n\n")]
    [InlineData("From ann Tue Jul  4\nSubject: a\n\nText.")]
    [InlineData("\0\0\0")]
    public void Read_HardlyAnything_IsAMessage(string raw) => Assert.NotNull(MimeReader.Read(Encoding.Latin1.GetBytes(raw)).Text);

    [Fact]
    public void Read_Alternative_PrefersWordsToMarkup()
    {
        var mail = Eml.Of("Content-Type: multipart/alternative; boundary=b", "", "--b", "Content-Type: text/plain", "", "  ", "--b", "Content-Type: text/html", "", "<p>Words.</p>", "--b", "Content-Type: text/calendar", "", "BEGIN:VCALENDAR", "--b--");

        Assert.Equal("Words.\n", mail.Text);
        Assert.Equal("attachment-1.ics", Assert.Single(mail.Attachments).FileName);
    }

    [Fact]
    public void Read_HidingCharacters_AreGoneFromTheText() =>
        Assert.Equal("agpj\n", Eml.Of("Content-Type: text/plain; charset=utf-8", "", "a\u00e2\u0080\u00aegp\u00e2\u0080\u008bj\0\u0007", "").Text);
}
