using Tracker.Documents.Reading;

namespace Tracker.Documents.Tests.Reading;

public sealed class ItemsTests
{
    [Theory]
    [InlineData("1) The Council lights the path.\n2) The Council counts lamps.", "1 2")]
    [InlineData("1. The Council lights the path.\n2. The Council counts lamps.", "1 2")]
    [InlineData("1. The Council lights the path.\n\n2. The Council counts lamps.", "1 2")]
    [InlineData("(1) The Council lights the path.\n(2) The Council counts lamps.", "1 2")]
    [InlineData("- 1) The Council lights the path.\n- 2) The Council counts lamps.", "1 2")]
    [InlineData("**1.** The Council lights the path.\n**2.** The Council counts lamps.", "1 2")]
    [InlineData("a. The Council lights the path.\nb. The Council counts lamps.", "a b")]
    [InlineData("i. The Council lights the path.\nii. The Council counts lamps.", "i ii")]
    [InlineData("I. The Council lights the path.\nII. The Council counts lamps.", "I II")]
    [InlineData("- The Council lights the path.\n- The Council counts lamps.", "- -")]
    [InlineData("– The Council lights the path.\n– The Council counts lamps.", "- -")]
    [InlineData("R1 The Council lights the path.\nR2 The Council counts lamps.", "1 2")]
    [InlineData("R1 - The Council lights the path.\nR2 - The Council counts lamps.", "1 2")]
    [InlineData("R1: The Council lights the path.\n\nR2: The Council counts lamps.", "1 2")]
    [InlineData("Recommendation 1: The Council lights the path.\n\nRecommendation 2: The Council counts lamps.", "1 2")]
    [InlineData("**Recommendation 1:** The Council lights the path.\n\n**Recommendation 2:** The Council counts lamps.", "1 2")]
    [InlineData("**Recommendation 1**\n\nThe Council lights the path.\n\n**Recommendation 2**\n\nThe Council counts lamps.", "1 2")]
    [InlineData("### Recommendation 1\n\nThe Council lights the path.\n\n### Recommendation 2\n\nThe Council counts lamps.", "1 2")]
    [InlineData("Request 1: The Council lights the path.\nRequests 2 and 3: The Council counts lamps.", "1 2 and 3")]
    [InlineData("Recommendation 1: The Council lights the path. Recommendation 2: The Council counts lamps.", "1 2")]
    [InlineData("We ask that: 1) The Council lights the path; and 2) The Council counts lamps.", "1 2")]
    [InlineData("1.1 The Council lights the path.\n1.2 The Council counts lamps.", "1.1 1.2")]
    [InlineData("| No. | Recommendation | Lead |\n|---|---|---|\n| 1 | The Council lights the path. | A Bee |\n| 2 | The Council counts lamps. | C Dee |", "1 2")]
    [InlineData("The Council should light the path.\n\nThe Council should count lamps.", "- -")]
    public void Read_ListUnderRecommendations_GivesItsItems(string list, string numbers)
    {
        var letter = Sample.WithBody("We thank you for coming to see us and for your time.\n\n## Recommendations\n\n" + list);

        Assert.Equal(numbers, string.Join(' ', letter.Recommendations.Select(item => item.Number ?? "-")));
        Assert.All(letter.Recommendations, item => Assert.StartsWith("The Council ", item.Text, StringComparison.Ordinal));
        Assert.All(letter.Recommendations, item => Assert.Equal("Council", item.AddressedTo));
        Assert.All(letter.Recommendations, item => Assert.Empty(item.Parts));
        Assert.All(letter.Recommendations, item => Assert.Null(item.Theme));
    }

    [Theory]
    [InlineData("We therefore recommend that:")]
    [InlineData("The Commission would like to make the following requests:")]
    [InlineData("Having heard all this, the Commission asks the constabulary to:")]
    [InlineData("Our recommendations are as follows.")]
    [InlineData("Please could you tell us:")]
    public void Read_ListAfterAnAsk_IsAskedFor(string lead)
    {
        var letter = Sample.WithBody(lead + "\n\n1. publish the map of lamps\n2. count the lamps each year");

        Assert.Equal("publish the map of lamps | count the lamps each year", Sample.Joined(letter.Recommendations.Select(item => item.Text)));
    }

    [Theory]
    [InlineData("The Commission raised the following:")]
    [InlineData("We heard concerns about:")]
    [InlineData("The key themes that emerged were:")]
    [InlineData("At the meeting we asked about lamps, and we heard:")]
    [InlineData("The recommendations accepted last year included:")]
    [InlineData("Those present were as follows.")]
    public void Read_BackgroundList_StaysInTheNarrative(string lead)
    {
        var letter = Sample.WithBody(lead + "\n\n1. lamps that were out\n2. bulbs that were old\n\nWe will write again about these.");

        Assert.Empty(letter.Recommendations);
        Assert.Contains("1. lamps that were out\n2. bulbs that were old", Assert.Single(letter.Sections).Narrative, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Recommendations 6 and 8 of our last report were not carried out.")]
    [InlineData("As recommendation 3 said, the lamps should be counted (Q32).")]
    [InlineData("See R.4/2021 and our minutes.")]
    [InlineData("[1] The Council's report on lamps, page 4.")]
    [InlineData("Section 3. applies, as do clauses 4.1 and 4.2.")]
    [InlineData("The lamps were counted in groups of\n12. The rest were not.")]
    public void Read_BackReferencesAndClauses_AreNoItems(string text)
    {
        var letter = Sample.WithBody("We thank you for coming to see us and for your time.\n\n" + text);

        Assert.Empty(letter.Recommendations);
    }

    [Fact]
    public void Read_BackgroundListUnderRecommendations_IsLeftOut()
    {
        var letter = Sample.WithBody("## Recommendations\n\nThe Commission heard about:\n\n1. lamps\n2. bulbs\n\nWe recommend that:\n\n1. The Council buys lamps.");

        Assert.Equal("The Council buys lamps.", Assert.Single(letter.Recommendations).Text);
    }

    [Theory]
    [InlineData("1. The Council should:\n  a) buy lamps;\n  b) count bulbs.")]
    [InlineData("1. The Council should:\na) buy lamps;\nb) count bulbs.")]
    [InlineData("1. The Council should:\n\na. buy lamps;\n\nb. count bulbs.")]
    [InlineData("1. The Council should:\n  i) buy lamps;\n  ii) count bulbs.")]
    [InlineData("1. The Council should:\n  - buy lamps;\n  - count bulbs.")]
    [InlineData("1. The Council should:\n1.1. buy lamps;\n1.2. count bulbs.")]
    [InlineData("- 1. The Council should:**\n  - a. buy lamps;**\n  - b. count bulbs.**")]
    [InlineData("R1 - The Council should:\n- buy lamps;\n- count bulbs.")]
    [InlineData("- The Council should:\n    - buy lamps;\n    - count bulbs.")]
    public void Read_SubItems_AreParts(string list)
    {
        var letter = Sample.WithBody("We recommend that:\n\n" + list);

        var item = Assert.Single(letter.Recommendations);
        Assert.Equal("The Council should:", item.Text);
        Assert.Equal("buy lamps; | count bulbs.", Sample.Joined(item.Parts));
    }

    [Fact]
    public void Read_NumberedParagraphsWithOneThatAsks_GivesItsParts()
    {
        var letter = Sample.WithBody("1. We met in January.\n\n2. We saw many lamps.\n\n3. We recommend that the Council:\n\na) buys lamps\n\nb) counts bulbs\n\n4. We thank you.");

        Assert.Equal("buys lamps | counts bulbs", Sample.Joined(letter.Recommendations.Select(item => item.Text)));
    }

    [Fact]
    public void Read_NumberingThatRestarts_KeepsThemesApart()
    {
        var letter = Sample.WithBody("""
            We thank you for coming to see us and for your time.

            ## Lamps

            We saw many lamps on the way here.

            ## Our request

            1. We would like to see the map of lamps.
            2. We would like to know who buys bulbs.

            ## Buses

            We saw some buses on the way here.

            ## Our request

            1. We would like to see the map of buses.

            Thank you for agreeing to come again soon.
            """);

        Assert.Equal([("Lamps", "1"), ("Lamps", "2"), ("Buses", "1")], letter.Recommendations.Select(item => (item.Theme!, item.Number!)));
        Assert.Equal("- | Lamps | Buses | -", Sample.Joined(letter.Sections.Select(section => section.Heading)));
    }

    [Fact]
    public void Read_HeadingsBelowRecommendations_AreThemes()
    {
        var letter = Sample.WithBody("## Background\n\nWe saw lamps.\n\n## Recommendations\n\n### Lamps\n\n1. The Council buys lamps.\n\n### Buses\n\n2. The Council buys buses.");

        Assert.Equal("Lamps | Buses", Sample.Joined(letter.Recommendations.Select(item => item.Theme)));
    }

    [Fact]
    public void Read_OneListOfRecommendationsAfterOtherHeadings_HasNoTheme()
    {
        var letter = Sample.WithBody("Background\n\nWe saw lamps on the way here.\n\nRecommendations\n\n1. The Council buys lamps.\n2. The Council buys buses.");

        Assert.Equal("- | -", Sample.Joined(letter.Recommendations.Select(item => item.Theme)));
    }

    [Fact]
    public void Read_RecommendationsAfterTheSignature_AreFound()
    {
        var letter = LetterReader.Read(Sample.Head + "We make one recommendation and hope that it helps." + Sample.End + "\n\nEnc.\n\n# Recommendations\n\n1. The Council buys lamps.");

        Assert.Equal("The Council buys lamps.", Assert.Single(letter.Recommendations).Text);
        Assert.Equal("Councillor Ada Marsh", Assert.Single(letter.Signatories).Name);
    }

    [Fact]
    public void Read_TextBetweenItems_StaysOutOfThem()
    {
        var letter = Sample.WithBody("We recommend that:\n\n1. The Council buys lamps.\n\nThe old ones are dark.\n\n2. The Council buys buses.");

        Assert.Equal("The Council buys lamps. | The Council buys buses.", Sample.Joined(letter.Recommendations.Select(item => item.Text)));
        Assert.Contains(letter.Sections, section => section.Narrative == "The old ones are dark.");
    }

    [Theory]
    [InlineData("Page 1 of 2\n\nNorthmere Council\n\n")]
    [InlineData("# Northmere Council\n\n")]
    [InlineData("- 2 -\n\n")]
    public void Read_PageEndBetweenItems_IsLeftOut(string furniture)
    {
        var letter = LetterReader.Read("# " + Sample.Head.Replace("\n\nDear", "\n\n2\n\nDear", StringComparison.Ordinal) + "We recommend that:\n\n1. The Council buys lamps.\n\n" + furniture + "2. The Council buys\n\n" + furniture + "buses.\n\nWe will meet again." + Sample.End);

        Assert.Equal("The Council buys lamps. | The Council buys buses.", Sample.Joined(letter.Recommendations.Select(item => item.Text)));
        Assert.Equal("We recommend that: | We will meet again.", Sample.Joined(letter.Sections.Select(section => section.Narrative)));
        Assert.Equal("- | -", Sample.Joined(letter.Sections.Select(section => section.Heading)));
    }

    [Fact]
    public void Read_TextAfterTheRecommendations_IsNotUnderTheirHeading()
    {
        var letter = Sample.WithBody("We saw the lamps.\n\nRECOMMENDATIONS\n\nR1. That the Council buys lamps\n\nWe will meet again.");

        Assert.Equal("- | -", Sample.Joined(letter.Sections.Select(section => section.Heading)));
        Assert.Null(Assert.Single(letter.Recommendations).Theme);
    }

    [Fact]
    public void Read_RequestsInProseOnly_AreLeftToThePerson()
    {
        var letter = Sample.WithBody("I would be grateful for more detail on the lamps. It would be helpful to know who buys the bulbs.");

        Assert.Empty(letter.Recommendations);
        Assert.Equal(LetterKinds.Letter, letter.Kind);
    }

    [Theory]
    [InlineData("The Community Safety Partnership commits to lamps.", "Community Safety Partnership")]
    [InlineData("OPCC outlines its role.", "OPCC")]
    [InlineData("That the Council publishes its map.", "Council")]
    [InlineData("We recommend that Northmere Council publishes its map.", "Northmere Council")]
    [InlineData("We would like to see OPCC launch a survey.", "OPCC")]
    [InlineData("We would encourage the Fenland Youth Trust to take part.", "Fenland Youth Trust")]
    [InlineData("The Leader of the Council should reply in person.", "Leader of the Council")]
    [InlineData("Publish the map of lamps.", "Fenland Constabulary")]
    [InlineData("The lamps' map should be published.", "Fenland Constabulary")]
    public void Read_Item_IsAddressedToItsSubjectOrTheRecipient(string text, string expected)
    {
        var letter = Sample.WithBody("We recommend that:\n\n1. " + text);

        Assert.Equal(expected, Assert.Single(letter.Recommendations).AddressedTo);
    }
}
