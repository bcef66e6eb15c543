using Tracker.Documents.Reading.Replies;

namespace Tracker.Documents.Tests.Reading;

public sealed class ReplyRobustnessTests
{
    private const string Noise = "\n\r\t #*-_()[]|:;.,&0123Rab\u00A0\u2028é";

    private const string Letter = Replies.Head + """
        We respond in turn. Our initial response will follow by 20 October.

        Recommendation 1: The constabulary should publish a map of the lamps that its officers find broken.
        Response: Agreed. The map will be online by the end of May 2024.

        **Recommendation 2**

        a) Agreed in part.

        b) This is a matter for the county.

        | No. | Recommendation | Response |
        |---|---|---|
        | 3 | Walk the road | We cannot accept this recommendation. |

        Recommendations 3 and 4 - Noted. 1. One thing. 2. Another.
        """ + Replies.End;

    [Fact]
    public void Read_MutatedReply_StaysConsistent()
    {
        var random = new Random(20230915);

        for (var i = 0; i < 1500; i++)
        {
            var mutant = Mutate(Letter, random);

            AssertConsistent(mutant, ReplyReader.Read(mutant, Replies.Asked));
        }
    }

    [Fact]
    public void Read_RandomWords_StaysConsistent()
    {
        string[] words = ["Recommendation", "1", "R2", "3.", "a)", "b)", "Agreed.", "Rejected", "Response:", "Position:", "\n", "\n\n", "|", "---", "#", "**", "and", "to", "-", "4", "the", "lamp", ":", "should carry its number", "Every", "will", "by May", "your letter of", "4 July 2023", "Dear Ada,", "Yours sincerely,"];
        var random = new Random(7);

        for (var i = 0; i < 1500; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(60)).Select(_ => words[random.Next(words.Length)]));

            AssertConsistent(text, ReplyReader.Read(text, Replies.Asked));
        }
    }

    public static TheoryData<string> Floods() => new(
        "1", "1 ", "1. a\n\n", "Recommendation 1: a ", "Recommendation 1\n\n", "Recommendation 1 to 999: a\n", "Recommendation 2\n\na) a\n\nb) b\n\n", "a) a\n\n", "R1-4: Agreed.\n", "Response: a\n", "Position: a\n",
        "|a", "| 1 | a |\n", "| No. | Response |\n", "Agreed. ", "a\n", "a\n\n", "We will write by May. ", "your letter of 4 July 2023 ", "Every lamp should carry its number. ", "Every lamp should carry its number.\n\n", "(", "**", "\ud800", "'", "’a", "4 and ");

    [Theory, MemberData(nameof(Floods))]
    public void Read_AFloodOfOneThing_Finishes(string unit)
    {
        var flood = string.Concat(Enumerable.Repeat(unit, 40_000 / unit.Length));

        foreach (var text in new[] { flood, Replies.Head + flood + Replies.End, Letter + "\n" + flood, Replies.Head + "Recommendation 2\n\na) b\n\n" + flood })
        {
            AssertConsistent(text, ReplyReader.Read(text, Replies.Asked));
        }
    }

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
                for (var i = 0; i < 40; i++)
                {
                    letters[random.Next(letters.Length)] = Noise[random.Next(Noise.Length)];
                }

                return new(letters);
        }
    }

    private static void AssertConsistent(string text, ReplyStructure reply)
    {
        Assert.All(reply.Evidence, evidence => Assert.Equal(text[evidence.Start..evidence.End], evidence.Quote));
        Assert.Equal(reply.Answers.Count, reply.Answers.DistinctBy(answer => (answer.Key, answer.Part)).Count());
        Assert.Equal(reply.Answers.Count, reply.Evidence.Count(evidence => evidence.Field.StartsWith("answers[", StringComparison.Ordinal)));
        Assert.All(reply.Answers, answer => Assert.Contains(Replies.Asked, item => item.Key == answer.Key && (answer.Part is null || item.Parts.Any(part => part.Label == answer.Part))));
        Assert.All(reply.Answers, answer => Assert.Contains(answer.Text, char.IsLetterOrDigit));
        Assert.All(reply.Answers, answer => Assert.True(answer.Position is null || answer.PositionWords is { Length: > 0 and <= 201 }));
    }
}
