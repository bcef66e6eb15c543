using Tracker.Documents.Writing.Letters;

namespace Tracker.Documents.Tests.Writing;

public sealed class NarrativeTests
{
    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("a **bold** word", "a |B:bold| word")]
    [InlineData("an *italic* one and _another_", "an |I:italic| one and |I:another")]
    [InlineData("***both***", "BI:both")]
    [InlineData("**bold with *italic* inside**", "B:bold with |BI:italic|B: inside")]
    [InlineData("*italic with **bold** inside*", "I:italic with |BI:bold|I: inside")]
    [InlineData("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name")]
    [InlineData("an unclosed **start", "an unclosed **start")]
    [InlineData(@"an escaped \*star\*", "an escaped *star*")]
    [InlineData("see [the page](https://a.example/x_(y)).", "see |the page -> https://a.example/x_(y)|.")]
    [InlineData("write to [us](mailto:us@a.example)", "write to |us -> mailto:us@a.example")]
    [InlineData("never [this](javascript:alert)", "never [this](javascript:alert)")]
    [InlineData("at https://a.example/b_c, today", "at |https://a.example/b_c -> https://a.example/b_c|, today")]
    public void Parse_OneParagraph_GivesSpans(string markdown, string expected)
    {
        var paragraph = Assert.IsType<NarrativeParagraph>(Assert.Single(Narrative.Parse(markdown)));

        Assert.Equal(expected, string.Join('|', paragraph.Spans.Select(Written)));
    }

    [Fact]
    public void Parse_ListsAndParagraphs_AreKeptApart()
    {
        var blocks = Narrative.Parse("First\nline:\n- one\n  and more\n- two\n\nThen\n\n3. three\n4. four\n\nThat was in\n2023. So it was.");

        Assert.Collection(
            blocks,
            block => Assert.Equal("First line:", Words(block)),
            block => Assert.Equal("• one and more / • two", Words(block)),
            block => Assert.Equal("Then", Words(block)),
            block => Assert.Equal("3. three / 4. four", Words(block)),
            block => Assert.Equal("That was in 2023. So it was.", Words(block)));
    }

    private static string Written(NarrativeSpan span)
    {
        var style = (span.Bold ? "B" : "") + (span.Italic ? "I" : "");
        return (style.Length > 0 ? style + ":" : "") + span.Text + (span.Target is null ? "" : " -> " + span.Target);
    }

    private static string Words(NarrativeBlock block) => block switch
    {
        NarrativeList list => string.Join(" / ", list.Items.Select((item, i) => list.LabelOf(i) + " " + string.Concat(item.Select(span => span.Text)))),
        NarrativeParagraph paragraph => string.Concat(paragraph.Spans.Select(span => span.Text)),
        _ => "",
    };
}
