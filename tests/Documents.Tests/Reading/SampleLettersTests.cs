using Tracker.Documents.Reading;
using Tracker.Support;

namespace Tracker.Documents.Tests.Reading;

public sealed class SampleLettersTests
{
    [Theory]
    [InlineData("street-lighting-recommendations")]
    [InlineData("night-bus-requests")]
    public void Read_SampleLetter_MatchesACarefulReader(string name)
    {
        var differences = ExpectedLetter.Differences(PathOf(name));

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Fact]
    public void Read_PageHeaderInASentence_JoinsTheSentence()
    {
        var letter = Read("street-lighting-recommendations");

        Assert.Contains("who must be asked beforehand, including", letter.Recommendations[0].Text, StringComparison.Ordinal);
        Assert.Contains("of several members left residents unsure", letter.Sections[0].Narrative, StringComparison.Ordinal);
        Assert.DoesNotContain(letter.Sections, section => section.Heading == "Overview & Scrutiny" || section.Narrative.Contains("Overview", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ThreeAddressees_HaveTheirOrganisations()
    {
        var letter = Read("street-lighting-recommendations");

        Assert.Equal("Fenland Constabulary | Northmere Council | Office for Policing Oversight", Sample.Joined(letter.Recipients.Select(person => person.Organisation)));
        Assert.Equal("Street Lighting and Safety After Dark - 17th January 2023 (Recommendations)", letter.Subject);
        Assert.Equal("ellis.ward@northmere.test", letter.ReplyTo);
    }

    [Fact]
    public void Read_Sections_CanBeIssuedAgain()
    {
        var letter = Read("night-bus-requests");

        Assert.Equal(
            "- | A voice for night workers in how routes are planned | Trust and confidence | Open figures for night services | -",
            Sample.Joined(letter.Sections.Select(section => section.Heading)));
        Assert.Contains("2. **Help at stops.** The public", letter.Sections[0].Narrative, StringComparison.Ordinal);
        Assert.Contains("who set the timetable for the winter.", letter.Sections[1].Narrative, StringComparison.Ordinal);
        Assert.StartsWith("Thank you for agreeing to come back", letter.Sections[^1].Narrative, StringComparison.Ordinal);
        Assert.DoesNotContain(letter.Sections, section => letter.Recommendations.Any(item => section.Narrative.Contains(item.Text, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("street-lighting-recommendations")]
    [InlineData("night-bus-requests")]
    public void Read_Evidence_QuotesTheTextAsGiven(string name)
    {
        var text = File.ReadAllText(PathOf(name)).Replace("\n", "\r\n", StringComparison.Ordinal);

        var letter = LetterReader.Read(text);

        Assert.All(letter.Evidence, evidence => Assert.Equal(text[evidence.Start..evidence.End], evidence.Quote));
        Assert.All(letter.Evidence, evidence => Assert.InRange(evidence.Confidence, 0.1, 1));
        Assert.Contains(letter.Evidence, evidence => evidence.Field == "date" && evidence.Quote is "4th July 2023" or "23rd April 2021");
        Assert.Contains(letter.Evidence, evidence => evidence.Field == "recommendations[1]" && evidence.Quote.StartsWith(letter.Recommendations[1].Text[..20], StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ResponseDate_QuotesItsWords()
    {
        var letter = Read("street-lighting-recommendations");

        Assert.Equal("Friday 11th August 2023", Assert.Single(letter.Evidence, evidence => evidence.Field == "responseDue").Quote);
    }

    private static LetterStructure Read(string name) => LetterReader.Read(File.ReadAllText(PathOf(name)));

    private static string PathOf(string name) => Path.Combine(Repository.Root, "samples", "letters", name + ".txt");
}
