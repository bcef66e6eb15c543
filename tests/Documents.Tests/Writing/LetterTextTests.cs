using Tracker.Documents.Tests.Writing.Reading;
using Tracker.Documents.Writing.Letters;

namespace Tracker.Documents.Tests.Writing;

public sealed class LetterTextTests
{
    [Theory]
    [InlineData("Short")]
    [InlineData("Full")]
    [InlineData("Bare")]
    public void Write_Sample_SaysTheSameInTheSameOrderAsThePdf(string name)
    {
        var letter = LetterPdfTests.Sample(name);

        var text = WithoutTargets(LetterText.Write(letter));

        var check = AccessibilityCheck.Of(LetterPdf.Write(letter));
        var read = check.Document.All.Where(element => element.Role is "P" or "H1" or "H2" or "Lbl" or "Caption").Select(check.TextOf);
        Assert.Equal(Words(string.Join(' ', read)), Words(text));
    }

    [Fact]
    public void Write_Recommendation_NumbersPartsAndNamesTheAsked()
    {
        var letter = SampleLetters.Bare with
        {
            Sections =
            [
                new()
                {
                    Recommendations =
                    [
                        new("That the library opens") { Number = "7", Parts = [new("a", "on Sundays; and"), new("b", "in the evening.")], AddressedTo = ["Library Service", "Town Council", "Friends of the Library"] },
                    ],
                },
            ],
        };

        var text = LetterText.Write(letter);

        Assert.Contains("\n\n7. That the library opens\n   a) on Sundays; and\n   b) in the evening.\n   For: Library Service, Town Council and Friends of the Library\n\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Yours faithfully")]
    [InlineData("Dear Sir or Madam,", "Yours faithfully")]
    [InlineData("Dear Ms Lund", "Yours sincerely")]
    public void Write_Salutation_DecidesTheClosing(string? salutation, string closing)
    {
        var text = LetterText.Write(SampleLetters.Bare with { Salutation = salutation });

        Assert.EndsWith($"\n\n{closing}\n", text, StringComparison.Ordinal);
    }

    // A link's target stands in the plain text only; in the PDF it belongs to the link.
    private static string WithoutTargets(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, @" \((https?|mailto):[^)]*\)", "", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    // The PDF lists a person's name and position apart, the text with a comma between.
    private static List<string> Words(string text) => [.. text.Replace(",", "", StringComparison.Ordinal).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];
}
