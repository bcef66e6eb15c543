using Tracker.Documents.Reading;
using Tracker.Support;

namespace Tracker.Documents.Tests.Reading;

public sealed class RobustnessTests
{
    private const int Million = 1_000_000;
    private const string Noise = "\n\r\t #*-_()[]|:;.,&0123Rab\u00A0\u2028é";

    public static TheoryData<string> Sources() => new("street-lighting-recommendations", "night-bus-requests");

    [Theory, MemberData(nameof(Sources))]
    public void Read_MutatedLetter_StaysConsistent(string name)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "samples", "letters", name + ".txt"));
        var random = new Random(20230704);

        for (var i = 0; i < 400; i++)
        {
            var mutant = Mutate(text, random);

            var letter = LetterReader.Read(mutant);

            AssertConsistent(mutant, letter);
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("[")]
    [InlineData("(")]
    [InlineData("\n")]
    [InlineData("1. a\n")]
    public void Read_AMillionCharactersOfOneThing_Finishes(string unit)
    {
        var letter = LetterReader.Read(Repeat(unit, Million));

        Assert.Equal(LetterKinds.Other, letter.Kind);
    }

    public static TheoryData<string> Floods() => new(
        "1", "1 ", "(", "[", "](", "[a](", "[a](#)", "*", "**", "_a", "\n", "\r", "\r\n", " \n", "# \n", "# a\n", "# a\n\n", "- ", "- a\n", "1. a\n", "1. a\n\nb\n\n", "a) ", "a;\n",
        "cc\n", "cc: a\n", "cc: a;", "To: a\n", "To:\n\n", "Dear a\n", "Yours sincerely\n", "1 May 2020 ", "by 1 May 2020 we respond ", "1 May 2020\n", "within 28 days ", "Recommendation 1: a ",
        "Recommendation 1\n\n", "## Recommendations\n\na\n\n", "|a", "|recommendation|\n", "| 1 | a |\n", "Ada Marsh\n", "Ada Marsh\n\n", "a@b.c ", "a@", "Our ref: 1\n", "Council\n", "COUNCIL\n", "\\*", "<sup>", "\0", "\ud800", "é́ ", "...", "; 1) ", "you (A) ", "lamps are lit and\n\nHeader\n\nand shine here quite well enough\n\n");

    [Theory, MemberData(nameof(Floods))]
    public void Read_AFloodOfOneThing_Finishes(string unit)
    {
        var flood = Repeat(unit, 40_000);

        var alone = LetterReader.Read(flood);
        var within = LetterReader.Read(Sample.Head + flood + Sample.End);
        var after = LetterReader.Read(Sample.Head + Sample.End + "\n" + flood);

        Assert.All([alone, within, after], letter => Assert.NotNull(LetterJson.Write(letter)));
    }

    private static string Repeat(string unit, int length) => string.Concat(Enumerable.Repeat(unit, length / unit.Length));

    private static string Mutate(string text, Random random)
    {
        var lines = text.Split('\n');
        switch (random.Next(5))
        {
            case 0:
                return text[random.Next(text.Length)..];
            case 1:
                return text[..random.Next(text.Length)];
            case 2:
                random.Shuffle(lines);
                return string.Join('\n', lines);
            case 3:
                return string.Join(random.Next(2) == 0 ? "\n" : " ", lines.Where(_ => random.Next(3) > 0));
            default:
                var letters = text.ToCharArray();
                for (var i = 0; i < 60; i++)
                {
                    letters[random.Next(letters.Length)] = Noise[random.Next(Noise.Length)];
                }

                return new(letters);
        }
    }

    private static void AssertConsistent(string text, LetterStructure letter)
    {
        Assert.Contains(letter.Kind, new[] { "letter", "reply", "list", "other" }, StringComparer.Ordinal);
        Assert.Equal(letter.Cc.Count, letter.CcCount);
        Assert.All(letter.Evidence, evidence => Assert.Equal(text[evidence.Start..evidence.End], evidence.Quote));
        Assert.All(letter.Recommendations, item => Assert.True(item.Text.Length > 0 || item.Parts.Count > 0));
        Assert.All(letter.Recommendations, item => Assert.True(item.Theme is null || letter.Sections.Any(section => section.Heading == item.Theme)));
        Assert.True(letter.ResponseDue is null || letter.Date is null || letter.ResponseDue >= letter.Date);
        Assert.True(letter.FollowUpMeetingDate is null || letter.FollowUpMeetingDate > letter.Date);
    }
}
