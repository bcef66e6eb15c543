using System.Text;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail.Reading;

/// <summary>Messages as programs really build them, of invented people.</summary>
public class CorpusTests
{
    [Fact]
    public void Read_Outlook_HasWordsThreadAndFile()
    {
        var mail = Eml.Read("outlook-reply");

        Assert.Equal(new("OWEN, Ann (Fire & Rescue)", "Ann.Owen@fire.test"), Assert.Single(mail.From));
        Assert.Equal(new("Huw Price", "huw.price@fire.test"), Assert.Single(mail.Cc));
        Assert.Equal(["0198c1a2.letter@tracker.brackwater.test"], mail.InReplyTo);
        Assert.Equal(["0198c1a2.letter@tracker.brackwater.test"], mail.References);
        Assert.Equal("LO2P123MB0001@LO2P123MB0001.GBRP123.PROD.OUTLOOK.TEST", mail.MessageId);
        Assert.Equal(new(2023, 8, 9, 13, 3, 9, TimeSpan.Zero), mail.Date);
        Assert.Equal("Dear all,\n\nWe accept recommendations 1 and 2; the third is “for the county”.\n\nAnn", ReplyText.NewWords(mail.Text));
        Assert.Equal("Reply – signed.pdf, application/pdf, %PDF-1.7 invented", Described(mail));
        Assert.Null(AutomaticMail.WhyOf(mail));
        Assert.Empty(mail.Problems);
    }

    [Fact]
    public void Read_Gmail_KeepsAnswersBetweenTheLines()
    {
        var mail = Eml.Read("gmail-inline-answers");

        Assert.Equal("Re: Flood defences – tŷ a dŵr 🌊", mail.Subject);
        Assert.Equal("Siân O'Brien", mail.From[0].Name);
        Assert.Equal("scrutiny+7k2m9x4q@brackwater.test", mail.To[0].Address);
        Assert.Equal("Yes, by March.\n\nThe county does.", ReplyText.NewWords(mail.Text));
    }

    [Fact]
    public void Read_Apple_JoinsTheWordsAroundTheFile()
    {
        var mail = Eml.Read("apple-html-only-parts");

        Assert.Equal("Our reply is attached.\n\nSee the minutes <https://parish.test/minutes>.\n\nEmyr\n", mail.Text);
        Assert.Equal("Ateb y Cyngor – tŷ.pdf, application/pdf, %PDF-1.7 invented", Described(mail));
    }

    [Fact]
    public void Read_Lotus_HasWordsAndPicture()
    {
        var mail = Eml.Read("lotus-notes");

        Assert.Equal("huw.price@county.test", mail.From[0].Address);
        Assert.Equal("We will reply by 14 August. The cost is £5,000.\n", mail.Text);
        Assert.Equal(new(2023, 7, 31, 10, 15, 0, TimeSpan.FromHours(1)), mail.Date);
        Assert.Equal(("attachment-1.gif", "image/gif", 42), (mail.Attachments[0].FileName, mail.Attachments[0].ContentType, mail.Attachments[0].Content.Length));
    }

    [Fact]
    public void Read_OutlookBundle_IsKeptAndNamesWhatItHolds()
    {
        var mail = Eml.Read("winmail");

        Assert.Equal("As promised.", mail.Text);
        Assert.Equal("winmail.dat", Assert.Single(mail.Attachments).FileName);
        Assert.Equal("winmail.dat is in a form that only Outlook reads; it was kept as it is and holds: reply.docx; costs.xlsx.", Assert.Single(mail.Problems));
        Assert.Equal(new(2023, 8, 1, 9, 30, 0, TimeSpan.Zero), mail.Date);
    }

    [Fact]
    public void Read_HeaderThatRunsIntoTheText_HasBoth()
    {
        var mail = Eml.Read("no-blank-line-bare-lf");

        Assert.Equal("Dŵr a thŷ", mail.Subject);
        Assert.Equal("b", mail.ValuesOf("X-After").Single());
        Assert.Equal("Dear all,\nwe agree with everything.\n", mail.Text);
        Assert.Null(mail.Date);
        Assert.Equal(["A header has a line that is no field."], mail.Problems);
    }

    [Fact]
    public void Read_LoneCarriageReturns_AreLineEndsWhereThereAreNoOthers()
    {
        var mail = Eml.Read("latin1-header-old-mac");

        Assert.Equal("René", mail.ValuesOf("From").Single().Split(' ')[0]);
        Assert.Equal("Café – closed", mail.Subject);
        Assert.Equal("The café is closed.\n", mail.Text);
    }

    [Fact]
    public void Read_CutOff_HasWhatArrived()
    {
        var mail = Eml.Read("cut-off");

        Assert.Equal("Evidence attached: caf=C3=A9", mail.Text);
        Assert.Equal("My evidence.pdf, application/pdf, %PDF-1.7 invent", Described(mail));
        Assert.Equal(
            [
                "A part in base64 is damaged; what could be decoded was kept.",
                "The charset x-moorish is not known; the text was read as UTF-8 or Latin-1.",
                "The final boundary of a multipart is missing; the message may have been cut off.",
            ],
            mail.Problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_SameBoundaryInside_LosesNothing()
    {
        var mail = Eml.Read("same-boundary-inside");

        Assert.StartsWith("The plain words.", mail.Text, StringComparison.Ordinal);
        Assert.Equal("costs.csv, text/csv, year,cost", Described(mail));
    }

    [Fact]
    public void Read_MessageForwardedAsFile_IsKeptWholeAndGivesTheWords()
    {
        var mail = Eml.Read("forwarded-as-file");
        var inner = Assert.Single(mail.Attachments);

        Assert.Equal(("Our reply _ terfïnol.eml", "message/rfc822"), (inner.FileName, inner.ContentType));
        Assert.Equal("We agree.", mail.Text);
        Assert.Equal("reply.pdf, application/pdf, %PDF-1.7 invented", Described(MimeReader.Read(inner.Content)));
        Assert.Equal(new(2023, 8, 1, 9, 30, 0, TimeSpan.FromHours(-5)), mail.Date);
    }

    [Fact]
    public void Read_SendersAndGroups_AreAllThere()
    {
        var mail = Eml.Read("two-senders-and-groups");

        Assert.Equal("Ann Owen <ann@fire.test>, Price, Huw <huw@fire.test>", Described(mail.From));
        Assert.Equal("Ben <ben@a.test>, Cat (the clerk) <cat@b.test>", Described(mail.To));
        Assert.Equal(" <dan@c.test>,  <eve@d.test>,  <fay@e.test>, a@b.test <gwen@f.test>,  <hal@g.test>", Described(mail.Cc));
        Assert.Equal(" <scrutiny+7k2m9x4q@brackwater.test>,  <scrutiny@brackwater.test>", Described(mail.DeliveredTo));
        Assert.Equal("Hello there, foldedgpj", mail.Subject);
    }

    private static string Described(IEnumerable<ReadMailbox> mailboxes) => string.Join(", ", mailboxes.Select(m => $"{m.Name} <{m.Address}>"));

    private static string Described(ReadMail mail) => string.Join(" | ", mail.Attachments.Select(a => $"{a.FileName}, {a.ContentType}, {Encoding.Latin1.GetString(a.Content.Span)}"));
}
