using Tracker.Documents.Reading;
using Tracker.Documents.Reading.Dates;
using Tracker.Documents.Reading.Replies;
using Tracker.Support;

namespace Tracker.Documents.Tests.Reading;

/// <summary>What a reply says besides its answers, and what makes an answer clear.</summary>
public sealed class ReplyReaderTests
{
    [Theory]
    [InlineData("We acknowledge receipt of your letter. The chief officer will see it.", ReplyKind.Acknowledgement)]
    [InlineData("Your letter has been passed to the chief officer.", ReplyKind.Acknowledgement)]
    [InlineData("I confirm receipt. We will respond by 30 October 2023.", ReplyKind.Acknowledgement)]
    [InlineData("I am not yet able to respond and need more time.", ReplyKind.Holding)]
    [InlineData("The chief officer will reply to you by the end of October.", ReplyKind.Holding)]
    [InlineData("This is an interim response.\n\nRecommendation 1\n\nAgreed.", ReplyKind.Interim)]
    [InlineData("Recommendation 1\n\nAgreed.\n\nA full response will follow.", null)]
    [InlineData("Recommendations 1 to 4\n\nAgreed.", ReplyKind.Substantive)]
    [InlineData("Recommendation 1\n\nAgreed.", null)]
    [InlineData("The lamps of the town are a concern to us all.", null)]
    public void Read_Kind_ComesFromTheWords(string body, ReplyKind? kind)
    {
        var reply = Read(body);

        Assert.Equal(kind, reply.Kind);
        Assert.Equal(kind is not null, reply.Evidence.Any(evidence => evidence.Field == "kind"));
    }

    [Fact]
    public void Read_Head_GivesReferenceAndDates()
    {
        var text = Replies.Head.Replace("Our ref: FC/1180", "Our ref: FC/1180\nYour ref: LIH/2023-24/07", StringComparison.Ordinal) + "We will reply in full by 20 October." + Replies.End;

        var reply = ReplyReader.Read(text, Replies.Asked);

        Assert.Equal(("FC/1180", "LIH/2023-24/07"), (reply.TheirReference, reply.YourReference));
        Assert.Equal((new(2023, 9, 15), new DateOnly(2023, 7, 4)), (reply.Date, reply.AnswersLetterOf));
        Assert.Equal(new PromisedDate(new(2023, 10, 20), PromisePrecision.Day, "by 20 October"), reply.ReplyPromised);
        Assert.Equal("4 July 2023", reply.Evidence.Single(evidence => evidence.Field == "answersLetterOf").Quote);
    }

    [Theory]
    [InlineData("Thank you for your letter dated 4 July 2023.", "2023-07-04")]
    [InlineData("Thank you for your letter about lamps, dated 4th July.", "2023-07-04")]
    [InlineData("I write in reply to your recommendations of 04/07/2023.", "2023-07-04")]
    [InlineData("I refer to the Commission's letter of 4 July 2023.", "2023-07-04")]
    [InlineData("Thank you for your letter, received on 6 July 2023.", null)]
    [InlineData("Thank you for your letter about the fire of 21 July.", null)]
    [InlineData("Thank you for your letter. On 4 July 2023 we met.", null)]
    public void Read_LetterAnswered_IsTheDayNamedAsTheLetters(string words, string? day)
    {
        var reply = ReplyReader.Read($"15 September 2023\n\nDear Ada,\n\n{words}\n\nYours sincerely,\n\nIda Fenn", Replies.Asked);

        Assert.Equal(day, reply.AnswersLetterOf?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Agreed in part.", ReadPosition.AcceptedInPart, "Agreed in part")]
    [InlineData("Partially accepted: the towns only.", ReadPosition.AcceptedInPart, "Partially accepted")]
    [InlineData("The force partially accepts this recommendation.", ReadPosition.AcceptedInPart, "The force partially accepts this recommendation.")]
    [InlineData("We accept this recommendation in principle.", ReadPosition.AcceptedInPrinciple, "We accept this recommendation in principle.")]
    [InlineData("Agreed in principle", ReadPosition.AcceptedInPrinciple, "Agreed in principle")]
    [InlineData("We are unable to accept this recommendation.", ReadPosition.Rejected, "We are unable to accept this recommendation.")]
    [InlineData("We reject the recommendation.", ReadPosition.Rejected, "We reject the recommendation.")]
    [InlineData("Disagree.", ReadPosition.Rejected, "Disagree")]
    [InlineData("This has already been done.", ReadPosition.AlreadyDone, "This has already been done")]
    [InlineData("A map of this kind is already in place.", ReadPosition.AlreadyDone, "A map of this kind is already in place.")]
    [InlineData("We note the recommendation.", ReadPosition.Noted, "We note the recommendation.")]
    [InlineData("This is a matter for the county.", ReadPosition.NotForUs, "This is a matter for the county.")]
    [InlineData("This lies outside our powers, as it is outside our remit.", ReadPosition.NotForUs, "This lies outside our powers, as it is outside our remit.")]
    [InlineData("**Accepted**", ReadPosition.Accepted, "Accepted")]
    [InlineData("We fully accept this recommendation.", ReadPosition.Accepted, "We fully accept this recommendation.")]
    public void Read_ClearPosition_IsProposedWithItsWords(string words, ReadPosition position, string said)
    {
        var answer = Assert.Single(Read("Recommendation 1\n\n" + words).Answers);

        Assert.Equal((position, said), (answer.Position, answer.PositionWords));
    }

    [Theory]
    [InlineData("Accepted subject to funding.")]
    [InlineData("Accepted, if the council pays.")]
    [InlineData("We accept that lamps matter.")]
    [InlineData("We accept the need for maps.")]
    [InlineData("We do not fully accept this recommendation.")]
    [InlineData("We broadly agree with this recommendation.")]
    [InlineData("We agree with the recommendation but do not accept the request.")]
    [InlineData("The idea is interesting. We accept this recommendation.")]
    [InlineData("This is a matter for the constabulary.")]
    [InlineData("This is a matter for us.")]
    [InlineData("This is a matter for concern.")]
    [InlineData("Yes.")]
    [InlineData("Notes of the meeting are attached.")]
    [InlineData("The acceptance of lamps is growing.")]
    public void Read_UnclearPosition_StaysOpen(string words)
    {
        var answer = Assert.Single(Read("Recommendation 1\n\n" + words).Answers);

        Assert.Null(answer.Position);
        Assert.Equal(words, answer.Text);
    }

    [Fact]
    public void Read_Promises_HaveTheirTimes()
    {
        var answer = Assert.Single(Read("Recommendation 1\n\nAgreed. The map will be printed by the end of May 2024. We will also write to residents. Residents will know more then. We will not print it in colour by June.").Answers);

        Assert.Equal(["The map will be printed by the end of May 2024.", "We will also write to residents."], answer.Promises.Select(promise => promise.Text));
        Assert.Equal([new DateOnly(2024, 5, 31), null], answer.Promises.Select(promise => promise.When?.LastOn));
    }

    [Fact]
    public void Read_NoDateInTheText_CountsFromTheDayItCame()
    {
        var body = "Recommendation 1\n\nAgreed. We will print it by May.";

        var unknown = Assert.Single(Assert.Single(ReplyReader.Read(body, Replies.Asked).Answers).Promises);
        var known = Assert.Single(Assert.Single(ReplyReader.Read(body, Replies.Asked, new DateOnly(2023, 9, 15)).Answers).Promises);

        Assert.Null(unknown.When);
        Assert.Equal(new DateOnly(2024, 5, 31), known.When!.LastOn);
    }

    [Fact]
    public void Read_TwoAnswersToOne_TakesTheFirstUnderItsOwnHeading()
    {
        var reply = Read("Recommendations 1 and 3: Noted.\n\nRecommendation 1: Agreed.\n\nRecommendation 1: Rejected.");

        Assert.Equal("k1 Accepted: Agreed. | k3 Noted: Noted.", Replies.Shown(reply));
        Assert.NotNull(reply.Answers[0].Note);
        Assert.Null(reply.Answers[1].Note);
    }

    [Fact]
    public void Read_NumberThatWasNotAsked_IsNotedAndTakesItsWordsAway()
    {
        var reply = Read("Recommendation 1\n\nAgreed.\n\nRecommendation 9\n\nRejected.");

        Assert.Equal("k1 Accepted: Agreed.", Replies.Shown(reply));
        Assert.Contains("9", Assert.Single(reply.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NumbersThatRestart_GoByTheirThemes()
    {
        AskedItem[] asked = [new("a1", "1", "Lamps", "Light it.", []), new("a2", "2", "Lamps", "Mend it.", []), new("b1", "1", "Buses", "Run it.", [])];

        var themed = ReplyReader.Read("Dear Ada,\n\n## Lamps\n\nRecommendation 1: Agreed.\n\nRecommendation 2: Noted.\n\n## Buses\n\nRecommendation 1: Rejected.\n", asked);
        var plain = ReplyReader.Read("Dear Ada,\n\nRecommendation 1: Agreed.\n\nRecommendation 2: Noted.\n", asked);

        Assert.Equal("a1 Accepted: Agreed. | a2 Noted: Noted. | b1 Rejected: Rejected.", Replies.Shown(themed));
        Assert.Equal("a2 Noted: Noted.", Replies.Shown(plain));
    }

    [Fact]
    public void Read_NothingAsked_FindsNoAnswers()
    {
        Assert.Empty(ReplyReader.Read(Replies.Head + "Recommendation 1: Agreed.\n\n1. Agreed." + Replies.End, []).Answers);
    }

    [SharedTheory]
    [InlineData("2021-03-18-press-release")]
    [InlineData("2021-04-23-requests")]
    [InlineData("2021-12-01-mayor-to-commissioner")]
    [InlineData("2023-07-04-recommendations")]
    [InlineData("2024-02-15-mayor-reply")]
    public void Read_RealLetterThatAnswersNoneOfThese_ProposesNothing(string name)
    {
        var asked = Asked("2023-07-04-recommendations").Concat(Asked("2021-04-23-requests").Select(item => item with { Key = "r" + item.Key })).ToList();

        var reply = ReplyReader.Read(Text(name), asked);

        Assert.Empty(reply.Answers);
        Assert.Null(reply.Kind);
        Assert.Null(reply.ReplyPromised);
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(Repository.Shared!, "letters", name + ".txt"));

    private static IEnumerable<AskedItem> Asked(string name) => LetterReader.Read(Text(name)).Recommendations.Select((item, i) =>
        new AskedItem($"{i}", item.Number, item.Theme, item.Text, [.. item.Parts.Select((part, at) => new AskedPart(((char)('a' + at)).ToString(), part))]));

    private static ReplyStructure Read(string body) => ReplyReader.Read(Replies.Head + body + Replies.End, Replies.Asked);
}
