using System.Globalization;
using Tracker.Documents.Tests.Writing.Reading;
using Tracker.Documents.Writing;
using Tracker.Documents.Writing.Letters;

namespace Tracker.Documents.Tests.Writing;

public sealed class LetterPdfTests
{
    private static readonly string[] Names = ["Short", "Full", "Large", "Bare"];

    public static TheoryData<string> Samples => [.. Names];

    [Theory, MemberData(nameof(Samples))]
    public void Write_Sample_BreaksNoRule(string name)
    {
        var pdf = LetterPdf.Write(Sample(name));

        Assert.Empty(AccessibilityCheck.Findings(PdfModel.Read(pdf)));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Write_Sample_ReadsBackAsTheRecordSays(string name)
    {
        var letter = Sample(name);

        var check = AccessibilityCheck.Of(LetterPdf.Write(letter));

        Assert.Equal(ExpectedText.Of(letter), ExpectedText.Read(check));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Write_Sample_StaysInsideTheMargins(string name)
    {
        const double left = 72;
        const double right = 595.28 - 72;
        var check = AccessibilityCheck.Of(LetterPdf.Write(Sample(name)));

        var outside = check.Pages.SelectMany(page => page.Texts)
            .Where(text => text.Left < left - 0.1 || text.Right - (text.Text.EndsWith(' ') ? 3 : 0) > right + 0.1 || text.Baseline is < 48 or > 800);

        Assert.Empty(outside);
    }

    [Fact]
    public void Write_SameRecordTwice_SameBytes()
    {
        var first = LetterPdf.Write(SampleLetters.Full);
        var second = LetterPdf.Write(SampleLetters.Full with { Cc = [.. SampleLetters.Full.Cc] });

        Assert.Equal(first, second);
    }

    [Fact]
    public void Write_OtherCulture_SameBytes()
    {
        var before = CultureInfo.CurrentCulture;
        var expected = LetterPdf.Write(SampleLetters.Full);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("sv-SE"); // decimal comma, its own minus sign

        var written = LetterPdf.Write(SampleLetters.Full);

        CultureInfo.CurrentCulture = before;
        Assert.Equal(expected, written);
    }

    [Fact]
    public void Write_ManyPages_LabelStandsBesideItsItem()
    {
        var check = AccessibilityCheck.Of(LetterPdf.Write(SampleLetters.Large));

        var labelled = check.Document.All.Where(element => element is { Role: "LI", Kids: [ScannedElement { Role: "Lbl" }, ..] }).ToList();

        Assert.True(labelled.Count > 100);
        Assert.All(labelled, item => Assert.Equal(check.PlaceOf(item.Elements.First()), check.PlaceOf(item.Elements.Last())));
    }

    [Fact]
    public void Write_LineEndsInsideDate_DateIsNotDivided()
    {
        // each pushes the date a little further, so that some line would end inside it
        var narratives = Enumerable.Range(60, 40).Select(length => new string('n', length % 9) + string.Concat(Enumerable.Repeat(" word", length / 6)) + " by 11 August 2025 at last");

        foreach (var narrative in narratives)
        {
            var check = AccessibilityCheck.Of(LetterPdf.Write(SampleLetters.Short with { Sections = [new() { Narrative = narrative }] }));

            Assert.Contains(check.Pages.SelectMany(page => page.Texts), text => text.Text.Contains("11 August 2025", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Write_CharacterOutsideTheFont_NamesItAndTheWordsAround()
    {
        var letter = SampleLetters.Short with { Sections = [new() { Narrative = "The panel visited the park 公园 twice." }] };

        var refusal = Assert.Throws<MissingCharacterException>(() => LetterPdf.Write(letter));

        Assert.Equal(0x516C, refusal.CodePoint);
        Assert.Contains("U+516C", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("visited the park 公园", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Draft_SaysSoInTitleAndOnEveryPage()
    {
        var model = PdfModel.Read(LetterPdf.Write(SampleLetters.Full with { IsDraft = true }));
        var check = AccessibilityCheck.Of(LetterPdf.Write(SampleLetters.Full with { IsDraft = true }));

        Assert.StartsWith("Draft: ", model.Text(model.Dictionary(model.Trailer["Info"]), "Title"), StringComparison.Ordinal);
        Assert.All(check.Pages, page => Assert.Contains(page.Texts, text => text is { Text: "Draft", Mcid: null }));
    }

    [Fact]
    public void Write_EmptySubject_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LetterPdf.Write(SampleLetters.Short with { Subject = " " }));

    [WitnessFact("qpdf", "python3")]
    public Task Write_Samples_OutsideCheckerFindsNothing() =>
        OutsideChecker.FindsNothingAsync(Names.ToDictionary(name => name, name => LetterPdf.Write(Sample(name))));

    internal static LetterDocument Sample(string name) => name switch
    {
        "Short" => SampleLetters.Short,
        "Full" => SampleLetters.Full,
        "Large" => SampleLetters.Large,
        "Bare" => SampleLetters.Bare,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
