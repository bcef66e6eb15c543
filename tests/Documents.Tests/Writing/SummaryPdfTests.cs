using Tracker.Documents.Tests.Writing.Reading;
using Tracker.Documents.Writing;
using Tracker.Documents.Writing.Summaries;

namespace Tracker.Documents.Tests.Writing;

public sealed class SummaryPdfTests
{
    private static readonly string[] Names = ["Full", "Long", "Silent", "Empty", "Large"];

    public static TheoryData<string> Samples => [.. Names];

    [Theory, MemberData(nameof(Samples))]
    public void Write_Sample_BreaksNoRule(string name)
    {
        var pdf = SummaryPdf.Write(Sample(name));

        Assert.Empty(AccessibilityCheck.Findings(PdfModel.Read(pdf)));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Write_Sample_ReadsBackAsTheRecordSays(string name)
    {
        var summary = Sample(name);

        var check = AccessibilityCheck.Of(SummaryPdf.Write(summary));

        Assert.Equal(ExpectedSummary.Of(summary), ExpectedSummary.Read(check));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Write_Sample_StaysInsideTheMarginsAndNothingOverlaps(string name)
    {
        const double left = 56;
        const double right = 595.28 - 56;
        const double spaceAtLineEnd = 3;
        var check = AccessibilityCheck.Of(SummaryPdf.Write(Sample(name)));

        foreach (var page in check.Pages)
        {
            Assert.All(page.Texts, text => Assert.True(text.Left > left - 0.1 && text.Right < right + spaceAtLineEnd && text.Baseline is > 48 and < 800, text.Text));
            Assert.All(page.Texts.GroupBy(text => text.Baseline), line => Assert.All(
                line.OrderBy(text => text.Left).Zip(line.OrderBy(text => text.Left).Skip(1)),
                pair => Assert.True(pair.First.Right < pair.Second.Left + spaceAtLineEnd, pair.First.Text)));
        }
    }

    [Fact]
    public void Write_SameRecordTwice_SameBytes()
    {
        var first = SummaryPdf.Write(SampleSummaries.Full);
        var second = SummaryPdf.Write(SampleSummaries.Full with { Respondents = [.. SampleSummaries.Full.Respondents] });

        Assert.Equal(first, second);
    }

    [Fact]
    public void Write_NotAddressed_IsBoldAndSaidInWords()
    {
        var model = PdfModel.Read(SummaryPdf.Write(SampleSummaries.Full));
        var check = new AccessibilityCheck(model);

        var texts = check.Pages.SelectMany(page => page.Texts).ToList();

        Assert.EndsWith("-Bold", Assert.Single(texts, text => text.Text == "Not addressed").Font, StringComparison.Ordinal);
        Assert.DoesNotContain(texts, text => text.Text == "Answered" && text.Font.EndsWith("-Bold", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_LongAnswer_StandsBelowTheTable()
    {
        var check = AccessibilityCheck.Of(SummaryPdf.Write(SampleSummaries.Full));

        var paragraphs = check.Document.Elements.Where(element => element.Role == "P").Select(check.TextOf).ToList();

        Assert.Contains("Estuary Police: full answer to recommendation 3", paragraphs);
        Assert.Equal(3, paragraphs.Count(text => text.StartsWith("The force has looked at this", StringComparison.Ordinal)));
    }

    [Fact]
    public void Write_Bars_AreAsLongAsTheirShare()
    {
        var check = AccessibilityCheck.Of(SummaryPdf.Write(SampleSummaries.Full));

        var bars = check.Pages.First().Rectangles.Where(bar => bar.Height is > 6 and < 9).ToList();

        // 3, 1, 1 and 2 of 7 beside 2, 1, 1 and 0 of 4; a band stands behind each
        var band = bars.Max(bar => bar.Width);
        var shares = bars.Where(bar => bar.Width < band - 0.1).OrderBy(bar => bar.Left).ThenByDescending(bar => bar.Bottom).Select(bar => Math.Round(bar.Width / band, 2));
        Assert.Equal([0.43, 0.14, 0.14, 0.29, 0.5, 0.25, 0.25], shares);
        Assert.Equal(8, bars.Count(bar => bar.Width > band - 0.1));
    }

    [Theory]
    [InlineData(1, 1, 0, 0, "1 answer was asked for: 1 is complete.")]
    [InlineData(2, 0, 2, 0, "2 answers were asked for, one from each organisation to each recommendation put to it: 2 are partial.")]
    [InlineData(9, 1, 0, 1, "9 answers were asked for, one from each organisation to each recommendation put to it: 1 is complete, 1 does not address the recommendation and 7 have not been received.")]
    public void Write_Counts_AreASentence(int asked, int answered, int partly, int notAddressed, string expected)
    {
        var check = AccessibilityCheck.Of(SummaryPdf.Write(SampleSummaries.Silent with { Counts = new(asked, answered, partly, notAddressed, []) }));

        Assert.Contains(expected, check.Document.Elements.Select(check.TextOf));
    }

    [Fact]
    public void Write_CountsAboveWhatWasAsked_IsRefused() =>
        Assert.Throws<ArgumentException>(() => SummaryPdf.Write(SampleSummaries.Full with { Counts = new(3, 2, 1, 1, []) }));

    [Fact]
    public void Write_EmptySubject_IsRefused() =>
        Assert.Throws<ArgumentException>(() => SummaryPdf.Write(SampleSummaries.Full with { Subject = " " }));

    [Fact]
    public void Write_CharacterOutsideTheFont_IsNamed()
    {
        var answers = new SummaryAnswer[] { new("Estuary Police", "answered", null, null, "See the park 公园.", null) };

        var refusal = Assert.Throws<MissingCharacterException>(() => SummaryPdf.Write(SampleSummaries.Full with { Recommendations = [SampleSummaries.Full.Recommendations[0] with { Answers = answers }] }));

        Assert.Equal(0x516C, refusal.CodePoint);
    }

    [WitnessFact("qpdf", "python3")]
    public Task Write_Samples_OutsideCheckerFindsNothing() =>
        OutsideChecker.FindsNothingAsync(Names.ToDictionary(name => name, name => SummaryPdf.Write(Sample(name))));

    private static SummaryDocument Sample(string name) => name switch
    {
        "Full" => SampleSummaries.Full,
        "Long" => SampleSummaries.Long,
        "Silent" => SampleSummaries.Silent,
        "Empty" => SampleSummaries.Empty,
        "Large" => SampleSummaries.Large,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
