using FsCheck;
using FsCheck.Fluent;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail.Reading;

/// <summary>What our writer wrote, our reader reads: every character and byte, after what the writer makes safe.</summary>
public class RoundTripTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements("Flood", " defences", "tŷ", "dŵr", "🔥🚒", "👩🏽‍🚒", "=?utf-8?B?SGVsbG8=?=", "\r\n", "\r", "\n.", "\nFrom here", "\t", "\0", "\u0085", "\u2028", "\u202e", "\ud83d", "\"", "\\", "<a@b.test>", ",", ";", "(", ")", "=", "--=_", "日本語", new string('x', 90), " ", "'"),
        Gen.Choose(0, 0xFFFF).Select(c => ((char)c).ToString())).ListOf().Select(parts => string.Concat(parts));

    private static readonly Gen<byte[]> Files = Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf();

    [Fact]
    public void Read_WhatWeWrote_IsWhatWeMeant() =>
        Prop.ForAll(Texts.Zip(Texts).Zip(Texts.Zip(Texts)).Zip(Files).ToArbitrary(), x =>
        {
            var (((subject, name), (text, longName)), bytes) = x;
            var fileName = longName[..Math.Min(longName.Length, MailLimits.FileNameCharacters)];
            var message = Sample.Reminder with
            {
                Subject = subject,
                From = new(name, Sample.Reminder.From.Address),
                Text = text,
                Attachments = [new(fileName, "application/pdf", bytes)],
            };

            var mail = MimeReader.Read(MimeWriter.Write(message));

            return mail.Subject == SafeText.Line(subject)
                && mail.From[0] == new ReadMailbox(SafeText.Line(name) is ['\'', .. var inside, '\''] ? inside.Trim() : SafeText.Line(name), message.From.Address.ToString())
                && (mail.Text == SafeText.Lines(text).Replace("\r\n", "\n", StringComparison.Ordinal) || string.IsNullOrWhiteSpace(SafeText.Lines(text)))
                && mail.Attachments[0].FileName == SafeText.FileName(fileName)
                && mail.Attachments[0].Content.Span.SequenceEqual(bytes)
                && mail.Problems.Count == 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Read_Reminder_HasEverything()
    {
        var mail = MimeReader.Read(MimeWriter.Write(Sample.Reminder));

        Assert.Equal(Sample.Reminder.Subject, mail.Subject);
        Assert.Equal(Sample.Reminder.To.Select(t => new ReadMailbox(t.DisplayName, t.Address.ToString())), mail.To);
        Assert.Equal("reply+7k2m9x4q@brackwater.test", Assert.Single(mail.ReplyTo).Address);
        Assert.Equal(Sample.Reminder.MessageId.Value, mail.MessageId);
        Assert.Equal(Sample.Reminder.InReplyTo!.Value, Assert.Single(mail.InReplyTo));
        Assert.Equal(Sample.Reminder.References.Select(r => r.Value), mail.References);
        Assert.Equal(Sample.Reminder.Date, mail.Date);
        Assert.Equal("It is an automatic reply: Auto-Submitted: auto-generated.", AutomaticMail.WhyOf(mail));
    }
}
