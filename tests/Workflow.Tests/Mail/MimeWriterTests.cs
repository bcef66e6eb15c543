using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

public class MimeWriterTests
{
    private const string Welsh = "Nodyn atgoffa: ymatebion i'r llythyr dyddiedig 4 Gorffennaf 2023 – tŷ, dŵr, ysgol a gŵyl; cofiwch yr ail argymhelliad hefyd os gwelwch yn dda";
    private const string Emoji = "🔥🚒👩🏽‍🚒 Fire 日本語の件名 Ελληνικά";

    [Fact]
    public void Write_Reminder_ReadsBackWhole()
    {
        var mail = Part.Read(MimeWriter.Write(Sample.Reminder));

        Assert.Equal("Mon, 21 Aug 2023 08:00:00 +0000", mail["Date"]);
        Assert.Equal("\"Brackwater Scrutiny Commission\" <scrutiny@brackwater.test>", mail["From"]);
        Assert.Equal("""
            "Clerk, \"Fire\" \\ Service" <clerk@fire.test>, <chief@fire.test>
            """, mail["To"]);
        Assert.Equal("<reply+7k2m9x4q@brackwater.test>", mail["Reply-To"]);
        Assert.Equal(Sample.Reminder.Subject, mail["Subject"]);
        Assert.Equal("<0198c1a2.chase.1@tracker.brackwater.test>", mail["Message-ID"]);
        Assert.Equal("<0198c1a2.letter@tracker.brackwater.test>", mail["In-Reply-To"]);
        Assert.Equal("<0198c1a2.letter@tracker.brackwater.test> <0198c1a2.chase.0@tracker.brackwater.test>", mail["References"]);
        Assert.Equal("auto-generated", mail["Auto-Submitted"]);
        Assert.Equal("multipart/mixed", mail.ContentType);
        Assert.Equal("multipart/alternative, application/pdf", string.Join(", ", mail.Parts.Select(part => part.ContentType)));
        Assert.Equal("text/plain, text/html", string.Join(", ", mail.Parts[0].Parts.Select(part => part.ContentType)));
        Assert.Equal(Sample.Reminder.Text.ReplaceLineEndings("\r\n"), mail.Parts[0].Parts[0].Text);
        Assert.Equal(Sample.Reminder.Html, mail.Parts[0].Parts[1].Text);
        Assert.Equal("Letter of 4 July 2023.pdf", mail.Parts[1].FileName);
        Assert.Equal(Sample.Reminder.Attachments[0].Content.ToArray(), mail.Parts[1].Bytes);
    }

    [Fact]
    public void Write_Plain_HasNoOptionalHeaders()
    {
        var mail = Part.Read(MimeWriter.Write(Sample.Reminder with { ReplyTo = null, InReplyTo = null, References = [], IsAutoSubmitted = false, Attachments = [] }));

        Assert.Equal("Date, From, To, Subject, Message-ID, MIME-Version, Content-Type", string.Join(", ", mail.Headers.Select(header => header.Name)));
        Assert.Equal("multipart/alternative", mail.ContentType);
    }

    [Fact]
    public void Write_SameMessage_IsTheSameBytesAsEver()
    {
        var bytes = MimeWriter.Write(Sample.Reminder);

        Assert.Equal(bytes, MimeWriter.Write(Sample.Reminder with { Date = Sample.Reminder.Date.ToUniversalTime() }));
        Assert.Equal("1365e047cdbf3c227657715f632512ac26205bb3b31a3a0c708405a4ff11f0b1", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void Write_OtherMessageId_HasOtherBoundaries()
    {
        string Boundary(string id) => Part.Read(MimeWriter.Write(Sample.Reminder with { MessageId = MessageId.Parse(id) }))["Content-Type"]!;

        Assert.NotEqual(Boundary("a@b.test"), Boundary("c@b.test"), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(Welsh)]
    [InlineData(Emoji)]
    [InlineData("=?utf-8?B?SGVsbG8=?=")] // must arrive as these characters, not as "Hello"
    [InlineData("")]
    public void Write_Subject_ArrivesAsItIs(string subject) => Assert.Equal(subject, Written(Sample.Reminder with { Subject = subject }).Decoded("Subject"));

    [Fact]
    public void Write_LongWords_StayWithinTheLines()
    {
        var subject = string.Join(' ', new string('a', 2000), string.Concat(Enumerable.Repeat("ŵ🔥", 700)), "end");

        Assert.Equal(subject, Written(Sample.Reminder with { Subject = subject }).Decoded("Subject"));
    }

    [Theory]
    [InlineData("Rhys Gŵyr")]
    [InlineData("=?utf-8?B?SGVsbG8=?=")]
    [InlineData("An organisation whose name, written out, is far longer than a line of mail ought to be, as happens")]
    public void Write_DisplayName_ArrivesAsItIs(string name)
    {
        var mail = Written(Sample.Reminder with { From = new(name, EmailAddress.Parse("a@t.test")) });

        Assert.Equal($"{name} <a@t.test>", mail.Decoded("From"));
    }

    [Theory]
    [InlineData("a\r\nBcc: victim@t.test", "a Bcc: victim@t.test")]
    [InlineData("a\nBcc: victim@t.test", "a Bcc: victim@t.test")]
    [InlineData("a\rBcc: victim@t.test", "a Bcc: victim@t.test")]
    [InlineData("a\r\n\r\n<html>", "a <html>")]
    [InlineData("a\u2028Bcc: victim@t.test\u2029b", "a Bcc: victim@t.test b")]
    [InlineData("a\u0085b\u000bc\u000cd", "a b c d")]
    [InlineData("a\0b\u001bc\u007fd", "a b c d")]
    [InlineData("invoice\u202efdp.exe", "invoicefdp.exe")]
    [InlineData("\u2066a\u2069\u200e\u200f\u061c\u200b\ufeff", "a")]
    [InlineData("a \t  b", "a b")]
    public void Write_Injection_StaysInsideItsField(string attack, string shown)
    {
        var address = EmailAddress.Parse("a@t.test");
        var mail = Written(Sample.Reminder with
        {
            Subject = attack,
            From = new(attack, address),
            ReplyTo = new(attack, address),
            Attachments = [new(attack, "application/pdf\r\nX: y", new byte[] { 1 })],
        });

        Assert.Equal(shown, mail.Decoded("Subject"));
        Assert.Equal($"{shown} <a@t.test>", mail.Decoded("From").Replace("\"", "", StringComparison.Ordinal));
        Assert.Equal("Date, From, To, Subject, Message-ID, Reply-To, In-Reply-To, References, Auto-Submitted, MIME-Version, Content-Type", string.Join(", ", mail.Headers.Select(h => h.Name)));
        Assert.Equal("Content-Type, Content-Disposition, Content-Transfer-Encoding", string.Join(", ", mail.Parts[1].Headers.Select(h => h.Name)));
        Assert.Equal("application/octet-stream", mail.Parts[1].ContentType);
    }

    [Fact]
    public void Write_HalfACharacter_ShowsThatOneIsMissing() =>
        Assert.Equal("half \ufffd pair", Written(Sample.Reminder with { Subject = "half \ud83d pair" }).Decoded("Subject"));

    [Theory]
    [InlineData("../../etc/passwd", "_.._etc_passwd")]
    [InlineData("C:\\a\"b;c.pdf", "C__a_b;c.pdf")]
    [InlineData("  ..  ", "attachment")]
    [InlineData("Llythyr – tŷ.pdf", "Llythyr – tŷ.pdf")]
    [InlineData("100%'s.pdf", "100%'s.pdf")]
    public void Write_FileName_ArrivesSafe(string given, string expected) =>
        Assert.Equal(expected, Attached(new(given, "application/pdf", new byte[] { 1, 2, 3 })).FileName);

    [Fact]
    public void Write_LongFileName_ArrivesWhole()
    {
        var name = string.Concat(Enumerable.Repeat("Ymateb i'r llythyr ŵŷ🔥 ", 20)).Trim() + ".pdf";

        Assert.Equal(name, Attached(new(name, "application/pdf", new byte[] { 1, 2, 3 })).FileName);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(100_000)]
    public void Write_Attachment_ArrivesByteForByte(int length)
    {
        var content = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();

        Assert.Equal(content, Attached(new("a.bin", "application/octet-stream", content)).Bytes);
    }

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("multipart/mixed")]
    [InlineData("text")]
    [InlineData("text/plain; charset=x")]
    [InlineData("")]
    public void Write_UnfitContentType_IsAnOctetStream(string contentType) =>
        Assert.Equal("application/octet-stream", Attached(new("a.bin", contentType, new byte[] { 1 })).ContentType);

    [Fact]
    public void Write_AnyText_ArrivesInShortAsciiLines() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<string>().Where(text => text is not null).Zip(ArbMap.Default.GeneratorFor<byte[]>()).ToArbitrary(), x =>
        {
            var mail = Written(Sample.Reminder with { Subject = x.Item1, Text = x.Item1, Attachments = [new(x.Item1, "application/pdf", x.Item2)] });
            var visible = new string([.. x.Item1.Where(c => c is > ' ' and < '\u007f')]);
            return new string([.. mail.Decoded("Subject").Where(c => c is > ' ' and < '\u007f')]) == visible
                && new string([.. mail.Parts[0].Parts[0].Text.Where(c => c is > ' ' and < '\u007f')]) == visible
                && mail.Parts[1].Bytes.SequenceEqual(x.Item2);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(0)]
    [InlineData(75)] // the soft break comes just before
    public void Write_DotAtTheStartOfALine_IsEncoded(int before)
    {
        var text = new string('x', before) + ".end";

        var bytes = MimeWriter.Write(Sample.Reminder with { Text = text });

        Assert.DoesNotContain("\r\n.", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(text, Part.Read(bytes).Parts[0].Parts[0].Text);
    }

    [Fact]
    public void Write_NoRecipient_Throws() => Assert.Throws<ArgumentException>(() => MimeWriter.Write(Sample.Reminder with { To = [] }));

    private static Part Attached(MailAttachment attachment) => Written(Sample.Reminder with { Attachments = [attachment] }).Parts[1];

    /// <summary>Writes, checks the form that every message must have, and reads.</summary>
    private static Part Written(MailMessage message)
    {
        var bytes = MimeWriter.Write(message);
        var text = Encoding.ASCII.GetString(bytes);
        Assert.All(bytes, b => Assert.True(b is >= 32 and < 127 or 13 or 10 or 9));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
        return Part.Read(bytes);
    }
}
