using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

public class MailTemplateTests
{
    private const string Least = "Subject: {{reference}}\n\n{{link}}\n\n{{asks}}\n";
    private static readonly MailFace Face = new("Harbour Scrutiny Commission", EmailAddress.Parse("scrutiny@harbour.test"), EmailAddress.Parse("scrutiny@harbour.test"), "#0b4f6c", ["Northmere Council", "1 Quay Street"]);

    public static TheoryData<string> Kinds => [.. MailKind.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Shipped_OfEachKind_IsFilledWithoutARest(string name)
    {
        var kind = MailKind.All.Single(k => k.Name == name);

        var written = MailTemplate.Parse(kind, kind.Shipped).Write(kind.Examples(), Face);

        Assert.InRange(written.Subject.Length, 1, MailTemplate.MaxSubject);
        Assert.DoesNotContain("{{", written.Text + written.Html + written.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", written.Text, StringComparison.Ordinal);
        Assert.Equal(1, written.Html.Split("<h1").Length - 1);
        Assert.Contains("1 Quay Street", written.Text, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en-GB\">", written.Html, StringComparison.Ordinal);
        WriteForEyes(name, written.Html);
    }

    [Fact]
    public void Write_PlaceWithoutValue_LeavesItsParagraphOut()
    {
        var template = MailTemplate.Parse(MailKind.Chase, Least + "\n## You promised {{promised}}\n\nYou told us: {{promised}}.\n\nOverdue by {{days-late}}.");

        var without = template.Write(MailKind.Chase.Examples(), Face);
        var with = template.Write(MailKind.Chase.Examples().With(new() { ["promised"] = "Friday 18 August 2023" }), Face);

        Assert.DoesNotContain("You", without.Text, StringComparison.Ordinal);
        Assert.Contains("Overdue by 10 days.", without.Text, StringComparison.Ordinal);
        Assert.Contains("You promised Friday 18 August 2023\nYou told us: Friday 18 August 2023.\n\nOverdue by 10 days.", with.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TextAlone_SaysItAll()
    {
        var written = MailTemplate.Parse(MailKind.Letter, Least).Write(MailKind.Letter.Examples(), Face);

        Assert.Equal(
            """
            See what we ask of you:
            https://tracker.harbour.test/respond/example

            - 1: Mend every lamp on the quay within a week.
            - 2: Publish a plan of inspections.
              (a) for the north quay
              (b) for the south quay

            Harbour Scrutiny Commission
            Northmere Council
            1 Quay Street

            """,
            written.Text);
    }

    [Fact]
    public void Write_ValueThatLooksLikeATemplate_StaysAValue()
    {
        var values = MailKind.Letter.Examples().With(new() { ["subject"] = "{{link}} Subject: x\n\n# {{asks}}" });

        var written = MailTemplate.Parse(MailKind.Letter, Least + "\nAbout {{subject}}").Write(values, Face);

        Assert.Contains("About {{link}} Subject: x # {{asks}}", written.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mail.template-subject", "{{link}}\n\n{{asks}}")]
    [InlineData("mail.template-subject", "Subject:\n\n{{link}}\n\n{{asks}}")]
    [InlineData("mail.template-subject", "Subject: \u200b \n\n{{link}}\n\n{{asks}}")]
    [InlineData("mail.template-placeholder-unknown", "Subject: {{refrence}}\n\n{{link}}\n\n{{asks}}")]
    [InlineData("mail.template-placeholder-unknown", "Subject: x\n\n{{link}}\n\n{{asks}}\n\n{{reason}}")]
    [InlineData("mail.template-placeholder-unknown", "Subject: x\n\n{{link}}\n\n{{asks}}\n\nan {{open end")]
    [InlineData("mail.template-placeholder-missing", "Subject: x\n\n{{asks}}")]
    [InlineData("mail.template-placeholder-missing", "Subject: x\n\n{{link}}")]
    [InlineData("mail.template-placeholder-alone", "Subject: x\n\n{{link}} or not\n\n{{asks}}")]
    [InlineData("mail.template-placeholder-alone", "Subject: {{asks}}\n\n{{link}}\n\n{{asks}}")]
    [InlineData("mail.template-placeholder-alone", "Subject: x\n\n# {{link}}\n\n{{asks}}")]
    public void Parse_WordsThatCannotWork_AreRefused(string rule, string text) =>
        Assert.Equal(rule, Assert.Throws<RefusedException>(() => MailTemplate.Parse(MailKind.Letter, text)).Rule);

    [Theory]
    [InlineData("mail.template-subject", 151, 0)]
    [InlineData("mail.template-too-long", 10, 20_000)]
    public void Parse_TooLong_IsRefused(string rule, int subject, int body)
    {
        var text = $"Subject: {new string('s', subject)}\n\n{{{{link}}}}\n\n{{{{asks}}}}\n\n{new string('b', body)}";

        Assert.Equal(rule, Assert.Throws<RefusedException>(() => MailTemplate.Parse(MailKind.Chase, text)).Rule);
    }

    [Fact]
    public void Parse_UnknownPlace_SaysWhichThereAre() =>
        Assert.Contains("{{due}}", Assert.Throws<RefusedException>(() => MailTemplate.Parse(MailKind.Letter, Least + "\n\n{{dew}}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_WindowsLineEnds_AreTheSame()
    {
        var (unix, windows) = (MailTemplate.Parse(MailKind.Letter, Least), MailTemplate.Parse(MailKind.Letter, Least.Replace("\n", "\r\n", StringComparison.Ordinal)));

        Assert.Equal(unix.Write(MailKind.Letter.Examples(), Face), windows.Write(MailKind.Letter.Examples(), Face));
    }

    /// <summary>To be looked at: set TRACKER_TEST_MAIL_FOLDER to a folder.</summary>
    private static void WriteForEyes(string name, string html)
    {
        if (Environment.GetEnvironmentVariable("TRACKER_TEST_MAIL_FOLDER") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, $"{name}.html"), html);
        }
    }
}
