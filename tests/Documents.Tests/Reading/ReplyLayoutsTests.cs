namespace Tracker.Documents.Tests.Reading;

/// <summary>How replies lay out their answers.</summary>
public sealed class ReplyLayoutsTests
{
    [Fact]
    public void Read_LabelledHeadings_AnswersStandBelow()
    {
        var answers = Replies.Read("""
            Recommendation 1

            Accepted. The map will be online by the end of May 2024.

            Recommendation 3

            The constabulary does not accept this recommendation. Officers walk it all year.

            Recommendation 4

            This is a matter for the county.
            """);

        Assert.Equal("k1 Accepted: Accepted. The map will be online by the end of May 2024. | k3 Rejected: The constabulary does not accept this recommendation. Officers walk it all year. | k4 NotForUs: This is a matter for the county.", answers);
    }

    [Fact]
    public void Read_ShortLabels_AnswersFollowOnTheLine()
    {
        var answers = Replies.Read("R1 - Agreed.\nR3 - Accepted in part. We walk every other winter.\n\nR4: Noted.");

        Assert.Equal("k1 Accepted: Agreed. | k3 AcceptedInPart: Accepted in part. We walk every other winter. | k4 Noted: Noted.", answers);
    }

    [Theory]
    [InlineData("{0}. ")]
    [InlineData("{0}) ")]
    [InlineData("({0}) ")]
    [InlineData("**{0}.** ")]
    public void Read_NumbersAlone_AreAnswersWhenOneTakesAPosition(string form)
    {
        var body = string.Join("\n\n", new[] { "Agreed.", "We will talk to the council about it.", "Rejected.", "They do." }.Select((words, i) => string.Format(System.Globalization.CultureInfo.InvariantCulture, form, i + 1) + words));

        var answers = Replies.Read(body);

        Assert.Equal("k1 Accepted: Agreed. | k2 -: We will talk to the council about it. | k3 Rejected: Rejected. | k4 -: They do.", answers);
    }

    [Fact]
    public void Read_NumbersAfterWordsAboutRecommendations_AreAnswers()
    {
        var answers = Replies.Read("We respond to the recommendations in turn:\n\n1. The map is being drawn.\n\n3. Residents are welcome.");

        Assert.Equal("k1 -: The map is being drawn. | k3 -: Residents are welcome.", answers);
    }

    [Fact]
    public void Read_SomebodysOwnNumberedList_IsNoAnswer()
    {
        var answers = Replies.Read("Our winter plan has three aims:\n\n1. Fewer falls on ice.\n\n2. Faster help at night.\n\n3. More patrols on foot.");

        Assert.Equal("", answers);
    }

    [Fact]
    public void Read_NumberedParagraphsBeyondWhatWasAsked_AreNoAnswers()
    {
        var answers = Replies.Read("We respond to the recommendations below.\n\n1. Introduction to the force.\n\n2. Agreed.\n\n3. Noted.\n\n4. The budget.\n\n5. The staff.");

        Assert.Equal("", answers);
    }

    [Fact]
    public void Read_OneAnswerForTwo_IsGivenToBoth()
    {
        var answers = Replies.Read("Recommendations 3 and 4:\n\nAccepted in principle. Both depend on the county.\n\nRecommendation 1: Agreed.");

        Assert.Equal("k1 Accepted: Agreed. | k3 AcceptedInPrinciple: Accepted in principle. Both depend on the county. | k4 AcceptedInPrinciple: Accepted in principle. Both depend on the county.", answers);
    }

    [Theory]
    [InlineData("Requests 1-4: Agreed.")]
    [InlineData("Recommendations 1 to 4\n\nAgreed.")]
    [InlineData("Recommendations 1, 2, 3 and 4 - Agreed.")]
    [InlineData("R1-4: Agreed.")]
    public void Read_ARange_IsGivenToAll(string body)
    {
        Assert.Equal("k1 Accepted: Agreed. | k2 Accepted: Agreed. | k3 Accepted: Agreed. | k4 Accepted: Agreed.", Replies.Read(body));
    }

    [Fact]
    public void Read_Table_HasARowForEach()
    {
        var answers = Replies.Read("""
            | No. | Recommendation | Response |
            |---|---|---|
            | 1 | Publish a map | Agreed. The map is online. |
            | 2 | Agree on reports | We are in touch with the council. |
            | 3 | Walk the road | |
            """);

        Assert.Equal("k1 Accepted: Agreed. The map is online. | k2 -: We are in touch with the council.", answers);
    }

    [Fact]
    public void Read_TableWithAColumnForThePosition_TakesIt()
    {
        var answers = Replies.Read("""
            | Recommendation | Accepted? | Our response |
            |:--|:--|:--|
            | R1 Publish a map | Yes | The map is online. |
            | R3 Walk the road | No | Officers walk it all year. |
            | R4 Numbers | Partially | On new lamps only. |
            """);

        Assert.Equal("k1 Accepted: The map is online. | k3 Rejected: Officers walk it all year. | k4 AcceptedInPart: On new lamps only.", answers);
    }

    [Fact]
    public void Read_TableThatOnlyRepeatsTheWords_FindsTheRowsByThem()
    {
        var answers = Replies.Read("""
            | Recommendation | Response |
            |---|---|
            | The constabulary should walk the station road with residents after dark each winter. | Accepted |
            | Some other body should do another thing altogether, and soon. | Accepted |
            """);

        Assert.Equal("k3 Accepted: Accepted", answers);
    }

    [Fact]
    public void Read_RepeatedWordsUnderALabel_AreLeftOut()
    {
        var answers = Replies.Read("""
            Recommendation 1: "That the Constabulary should publish a map of
            the lamps that its officers find broken."

            Agreed. It is online.

            Recommendation 3: The constabulary should walk the station road with residents after dark each winter. We already do this.
            """);

        Assert.Equal("k1 Accepted: Agreed. It is online. | k3 AlreadyDone: We already do this.", answers);
    }

    [Fact]
    public void Read_RepeatedWordsWithoutANumber_AreAHeading()
    {
        var answers = Replies.Read("""
            **The constabulary should publish a map of the lamps that its officers find broken.**

            Accepted.

            **The constabulary should walk the station road with residents after dark each winter.**

            We cannot accept this recommendation.
            """);

        Assert.Equal("k1 Accepted: Accepted. | k3 Rejected: We cannot accept this recommendation.", answers);
    }

    [Fact]
    public void Read_RepeatedLoosely_ResponseLabelStartsTheAnswer()
    {
        var answers = Replies.Read("""
            Recommendation 1: A map of broken lamps should be made public by us.
            Response: Accepted.

            **Recommendation 3** Walks with residents
            **Constabulary's response:** This is already in place.
            """);

        Assert.Equal("k1 Accepted: Accepted. | k3 AlreadyDone: This is already in place.", answers);
    }

    [Fact]
    public void Read_PositionLabel_IsReadByItself()
    {
        var answers = Replies.Read("Recommendation 1\nPosition: Accepted in part\nOnly the broken ones of the town.\n\nRecommendation 3\nAccepted: No\nOfficers walk it all year.");

        Assert.Equal("k1 AcceptedInPart: Only the broken ones of the town. | k3 Rejected: Officers walk it all year.", answers);
    }

    [Fact]
    public void Read_SubParts_HaveTheirOwnAnswers()
    {
        var answers = Replies.Read("Recommendation 2\n\na) Agreed.\n\nb) This falls outside our remit.\n\nRecommendation 4 - Noted.");

        Assert.Equal("k2a Accepted: Agreed. | k2b NotForUs: This falls outside our remit. | k4 Noted: Noted.", answers);
    }

    [Theory]
    [InlineData("Recommendation 2a: Agreed.\n\nRecommendation 2b: Noted.")]
    [InlineData("Recommendation 2 (a): Agreed.\n\nRecommendation 2 (b): Noted.")]
    [InlineData("R2a - Agreed.\n\nR2b - Noted.")]
    public void Read_SubPartInTheLabel_HasItsAnswer(string body)
    {
        Assert.Equal("k2a Accepted: Agreed. | k2b Noted: Noted.", Replies.Read(body));
    }

    [Fact]
    public void Read_SubPartsRepeatedThenOneResponse_AnswersTheWhole()
    {
        var answers = Replies.Read("""
            Recommendation 2: The constabulary and the council should agree:

            a) how a broken lamp is reported at night;

            b) who pays when a lamp is broken on purpose.

            Response: Agreed. We meet the council in May.
            """);

        Assert.Equal("k2 Accepted: Agreed. We meet the council in May.", answers);
    }

    [Fact]
    public void Read_MarkdownHeadingsWithTitles_LeaveTheTitlesOut()
    {
        var answers = Replies.Read("### Recommendation 1: A map for everybody\n\nAgreed.\n\n### Recommendation 3 - Walks in winter\n\nNoted.\n\n### Conclusion\n\nWe value the dialogue.");

        Assert.Equal("k1 Accepted: Agreed. | k3 Noted: Noted.", answers);
    }

    [Fact]
    public void Read_OurResponseTo_IsALabel()
    {
        var answers = Replies.Read("**Our response to recommendation 1**\n\nWe agree with this recommendation.\n\nResponse to Request 3:\n\nNot accepted.");

        Assert.Equal("k1 Accepted: We agree with this recommendation. | k3 Rejected: Not accepted.", answers);
    }

    [Fact]
    public void Read_RunTogether_IsTakenApart()
    {
        var answers = Replies.Read("Recommendation 1: Agreed. Recommendation 3: Noted. Recommendation 4: Rejected.");

        Assert.Equal("k1 Accepted: Agreed. | k3 Noted: Noted. | k4 Rejected: Rejected.", answers);
    }

    [Fact]
    public void Read_SentencesThatNameTheNumber_AreAnswers()
    {
        var answers = Replies.Read("Recommendation 1 is accepted and the map is online.\n\nRecommendations 3 and 4 are not accepted.");

        Assert.Equal("k1 Accepted: Recommendation 1 is accepted and the map is online. | k3 Rejected: Recommendations 3 and 4 are not accepted. | k4 Rejected: Recommendations 3 and 4 are not accepted.", answers);
    }

    [Fact]
    public void Read_BackReferenceInProse_DoesNotOpenAnAnswer()
    {
        var answers = Replies.Read("Recommendation 3\n\nAgreed.\n\nRecommendations 1 and 4 were discussed with it by our board.");

        Assert.Equal("k3 Accepted: Agreed. / Recommendations 1 and 4 were discussed with it by our board.", answers);
    }

    [Fact]
    public void Read_Prose_ProposesNothing()
    {
        var answers = Replies.Read("We share the concern of residents about lamps and have spoken with the council. Our officers agree that the station road is dark, and recommendations of this kind help us.");

        Assert.Equal("", answers);
    }

    [Fact]
    public void Read_AnswersInAnAnnex_AreFound()
    {
        var text = Replies.Head + "Our answers are in the annex." + Replies.End + "\n\nAnnex A: our answers\n\nRecommendation 1\n\nAgreed.\n\nRecommendation 3\n\nNoted.\n";

        Assert.Equal("k1 Accepted: Agreed. | k3 Noted: Noted.", Replies.Shown(Tracker.Documents.Reading.Replies.ReplyReader.Read(text, Replies.Asked)));
    }

    [Fact]
    public void Read_MailWithoutHeadAndSignature_IsReadToo()
    {
        var answers = Replies.Shown(Tracker.Documents.Reading.Replies.ReplyReader.Read("> Recommendation 1: The constabulary should publish a map of the lamps that its\n> officers find broken.\nAgreed.\n\n> Recommendation 4: Every lamp should carry its number.\nNot for us.\n", Replies.Asked));

        Assert.Equal("k1 Accepted: Agreed. | k4 NotForUs: Not for us.", answers);
    }

    [Fact]
    public void Read_ClosingWords_AreNotPartOfTheLastAnswer()
    {
        var answers = Replies.Read("Recommendation 1\n\nAgreed.\n\nI hope that this is helpful.\n\nPlease do not hesitate to contact me.");

        Assert.Equal("k1 Accepted: Agreed.", answers);
    }

    [Fact]
    public void Read_ListInsideAnAnswer_StaysInIt()
    {
        var answers = Replies.Read("Recommendation 1\n\nAgreed. We will:\n\n1. Draw the map.\n\n2. Print the map.\n\nRecommendation 4\n\nNoted.");

        Assert.Equal("k1 Accepted: Agreed. We will: / 1. Draw the map. / 2. Print the map. | k4 Noted: Noted.", answers);
    }

    [Fact]
    public void Read_OurLetterSentBack_HasNoAnswers()
    {
        var answers = Replies.Read(string.Join("\n\n", Replies.Asked.Select(item => $"Recommendation {item.Number}: {item.Text}\n\n{string.Join("\n\n", item.Parts.Select(part => $"{part.Label}) {part.Text}"))}")));

        Assert.Equal("", answers);
    }
}
