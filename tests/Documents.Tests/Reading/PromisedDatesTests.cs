using System.Globalization;
using System.Text.Json;
using Tracker.Documents.Reading.Dates;
using Tracker.Support;

namespace Tracker.Documents.Tests.Reading;

public sealed class PromisedDatesTests
{
    private static readonly DateOnly MadeOn = new(2021, 3, 18);

    [Theory]
    [InlineData("A new map of the routes is to be drawn by September.", "2021-09", "2021-09-30", "by September")]
    [InlineData("The audit will be done by the end of May.", "2021-05-31", "2021-05-31", "by the end of May")]
    [InlineData("The audit will be done by end May 2022.", "2022-05-31", "2022-05-31", "by end May 2022")]
    [InlineData("We will answer by 30 June 2022.", "2022-06-30", "2022-06-30", "by 30 June 2022")]
    [InlineData("We will answer by Thursday 30th June 2022.", "2022-06-30", "2022-06-30", "by Thursday 30th June 2022")]
    [InlineData("We will answer by 17 March.", "2022-03-17", "2022-03-17", "by 17 March")]
    [InlineData("We will answer before 1 June 2022.", "2022-05-31", "2022-05-31", "before 1 June 2022")]
    [InlineData("The lamps go up next month.", "2021-04", "2021-04-30", "next month")]
    [InlineData("Next month the lamps go up.", "2021-04", "2021-04-30", "Next month")]
    [InlineData("The lamps go up by this June.", "2021-06", "2021-06-30", "by this June")]
    [InlineData("The lamps go up this month.", "2021-03", "2021-03-31", "this month")]
    [InlineData("The lamps go up by the end of next month.", "2021-04-30", "2021-04-30", "by the end of next month")]
    [InlineData("We will write to each street within six months.", "words", null, "within six months")]
    [InlineData("We will write to you within six months.", "2021-09-18", "2021-09-18", "within six months")]
    [InlineData("We will write within the next 10 days.", "2021-03-28", "2021-03-28", "within the next 10 days")]
    [InlineData("Something will be built this year.", "2021", "2021-12-31", "this year")]
    [InlineData("Something will be built early next year.", "2022", "2022-12-31", "early next year")]
    [InlineData("Something will be built by 2025.", "2025", "2025-12-31", "by 2025")]
    [InlineData("Something will be built before 2025.", "2024", "2024-12-31", "before 2025")]
    [InlineData("Something will be built by the end of 2025.", "2025-12-31", "2025-12-31", "by the end of 2025")]
    [InlineData("The duty will be met by April 2022.", "2022-04", "2022-04-30", "by April 2022")]
    [InlineData("Half of the posts will be filled from April 2022.", "2022-04", "2022-04-30", "from April 2022")]
    [InlineData("The duty will be met by April next year.", "2022-04", "2022-04-30", "by April next year")]
    [InlineData("The duty will be met before May.", "2021-04", "2021-04-30", "before May")]
    [InlineData("The duty will be met before the end of May.", "2021-05-31", "2021-05-31", "before the end of May")]
    [InlineData("We hope to be done towards the end of May.", "2021-05", "2021-05-31", "towards the end of May")]
    [InlineData("We shall finish by mid-July.", "2021-07", "2021-07-31", "by mid-July")]
    [InlineData("We shall finish in\n the first week of July.", "2021-07", "2021-07-31", "in the first week of July")]
    [InlineData("The routes will be walked in February.", "2022-02", "2022-02-28", "in February")]
    [InlineData("The routes will be walked in March.", "2021-03", "2021-03-31", "in March")]
    [InlineData("The routes will be walked in February 2024.", "2024-02", "2024-02-29", "in February 2024")]
    [InlineData("The routes will be walked by May/June 2022.", "2022-06", "2022-06-30", "by May/June 2022")]
    [InlineData("September 2021", "2021-09", "2021-09-30", "September 2021")]
    [InlineData("Cynhelir yr arolwg, erbyn 30 Medi 2021", "2021-09-30", "2021-09-30", "30 Medi 2021")]
    public void Read_TimeWithADate_IsAsExactAsTheWords(string words, string text, string? lastOn, string named)
    {
        var promise = PromisedDates.Read(words, MadeOn);

        Assert.Equal((Day(lastOn), named), (promise!.LastOn, promise.Words));
        Assert.Equal(text == "words" ? null : text, promise.ToText());
    }

    [Theory]
    [InlineData("A first report is due by the summer.", "by the summer")]
    [InlineData("A first report is due in early autumn.", "in early autumn")]
    [InlineData("A first report is due by summer 2023.", "by summer 2023")]
    [InlineData("A first report is due by Q3 2023.", "by Q3 2023")]
    [InlineData("A first report is due in the third quarter of 2023.", "in the third quarter of 2023")]
    [InlineData("The lamps are checked annually.", "annually")]
    [InlineData("The lamps are checked every year.", "every year")]
    [InlineData("It will be in the budget of 2023/24, by 2023/24.", "by 2023/24")]
    [InlineData("It will be ready by the end of the financial year.", "by the end of the financial year")]
    [InlineData("It will be ready by the end of the year.", "by the end of the year")]
    [InlineData("It will be ready in due course.", "in due course")]
    [InlineData("It will be ready in six months.", "in six months")]
    [InlineData("It will be ready in the coming months.", "in the coming months")]
    [InlineData("It will be ready within 10 working days.", "within 10 working days")]
    [InlineData("It will be ready within six months of the new contract.", "within six months of the new contract")]
    [InlineData("It will be ready by next May.", "by next May")]
    [InlineData("It will be ready by September 22.", "by September 22")]
    [InlineData("It will be ready by 31 June 2023.", "by 31 June 2023")]
    [InlineData("It will be ready next week.", "next week")]
    [InlineData("It will be ready by Friday.", "by Friday")]
    [InlineData("It was agreed that it be ready by September.", "by September")]
    public void Read_TimeThatIsNoDate_KeepsItsWords(string words, string named)
    {
        var promise = PromisedDates.Read(words, MadeOn);

        Assert.Equal(new(null, PromisePrecision.Words, named), promise);
        Assert.Null(promise!.ToText());
    }

    [Theory]
    [InlineData("We will look at it again.")]
    [InlineData("We may march on.")]
    [InlineData("We will write to May Lund about the June meeting.")]
    [InlineData("The survey was made in November.")]
    [InlineData("The survey was made in November last year.")]
    [InlineData("The survey was made by 5 May 2020.")]
    [InlineData("The survey has run since January 2021.")]
    [InlineData("We will spend the grant for 2024 well.")]
    [InlineData("")]
    public void Read_NoTimeToCome_IsNothing(string words) => Assert.Null(PromisedDates.Read(words, MadeOn));

    [Theory]
    [InlineData("The study will begin in April and will be finalised by the end of June.", "2021-06-30")]
    [InlineData("It will be finalised by the end of June, having begun in July.", "2021-06-30")]
    [InlineData("To be published in June 2021; the next round starts in September 2021.", "2021-06")]
    [InlineData("Work starts in May 2021 and runs to March 2023.", "2023-03")]
    [InlineData("A first part by June 2021 and the rest by May 2022.", "2022-05")]
    [InlineData("A rise to 30 per cent by April 2021, and to 40 per cent from April 2022.", "2021-04")]
    [InlineData("The list will be complete by July and reviewed annually.", "2021-07")]
    [InlineData("The survey was made in November. It will be made again in May.", "2021-05")]
    [InlineData("Work will start in April and be complete by the autumn.", null)]
    [InlineData("Work will only start in April.", "2021-04")]
    public void Read_SeveralTimes_TheLastCompletionCounts(string words, string? expected) =>
        Assert.Equal(expected, PromisedDates.Read(words, MadeOn)!.ToText());

    [SharedFact]
    public void Read_PromisesOfARealPressRelease_AreWhatACarefulReaderFound()
    {
        var file = Path.Combine(Repository.Shared!, "letters", "2021-03-18-press-release.txt");
        var sentences = File.ReadAllText(file).Split('\n').SelectMany(line => line.Split(". ")).ToList();
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(file, ".expected.json")));
        var commitments = expected.RootElement.GetProperty("extra").GetProperty("commitments").EnumerateArray().ToList();

        var read = commitments.Select(commitment => PromisedDates.Read(sentences.First(sentence => sentence.Contains(commitment.GetProperty("text").GetString()!, StringComparison.Ordinal)), MadeOn)).ToList();

        Assert.Equal(3, commitments.Count);
        Assert.Equal(commitments.Select(commitment => commitment.GetProperty("due").GetString()), read.Select(promise => promise!.ToText()));
        Assert.Equal(commitments[2].GetProperty("dueText").GetString(), read[2]!.Words);
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
