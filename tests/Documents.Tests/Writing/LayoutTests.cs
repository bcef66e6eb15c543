using Tracker.Documents.Writing.Fonts;
using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Tests.Writing;

public sealed class LayoutTests
{
    private static readonly TextStyle Style = new() { Family = FontFamily.SourceSans, Size = 12 };

    [Fact]
    public void Divide_HeadingWouldEndThePage_GoesWithItsText()
    {
        Strip[] strips = [.. Lines(3), new(20, []) { KeepWithNext = true }, .. Lines(2)];

        var pages = Paginator.Divide(strips, _ => 52);

        Assert.Equal([3, 3], pages.Select(page => page.Count));
    }

    [Fact]
    public void Divide_KeptLongerThanAPage_IsCutAtThePageEnd()
    {
        Strip[] strips = [.. Lines(12).Select(strip => strip with { KeepWithNext = true })];

        var pages = Paginator.Divide(strips, _ => 50);

        Assert.Equal([5, 5, 2], pages.Select(page => page.Count));
    }

    [Fact]
    public void Divide_KeptLongerThanAPage_HeadOfATableIsNotLeftBehind()
    {
        var head = new Strip(10, []) { KeepWithNext = true };
        Strip[] strips = [.. Lines(3).Select(strip => strip with { KeepWithNext = true }), head, new(30, []) { Head = head }];

        var pages = Paginator.Divide(strips, _ => 52);

        Assert.Equal([3, 2], pages.Select(page => page.Count));
    }

    [Fact]
    public void Divide_TableGoesOn_LeavesSpaceForItsHead()
    {
        var head = new Strip(10, []) { KeepWithNext = true };
        Strip[] strips = [head, .. Lines(9).Select(strip => strip with { Head = head })];

        var pages = Paginator.Divide(strips, _ => 52);

        Assert.Equal([5, 4, 1], pages.Select(page => page.Count));
    }

    [Fact]
    public void Divide_StripHigherThanAPage_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Paginator.Divide([new(60, [])], _ => 50));

    [Theory]
    [InlineData(3, new[] { true, true, false })]
    [InlineData(5, new[] { true, false, false, true, false })]
    public void Arrange_Paragraph_KeepsTwoLinesOnEitherSide(int lines, bool[] kept)
    {
        var column = new Container();
        column.Text(string.Join(' ', Enumerable.Repeat("wwwwwwwwww", lines)));

        var strips = column.Arrange(new(130, Style, Parent: null, PageNumbers.Unknown));

        Assert.Equal(kept, strips.Select(strip => strip.KeepWithNext));
    }

    [Fact]
    public void Lay_SpaceAtLineEnd_IsReadButNotUnderlined()
    {
        var line = TextLine.Lay([new("wwwwwwwwww wwwwwwwwww", Style)], 130).First();

        var fragment = Assert.Single(line.Fragments);

        Assert.Equal("wwwwwwwwww ", string.Concat(fragment.Glyphs.Select(glyph => char.ConvertFromUtf32(glyph.CodePoint))));
        Assert.True(fragment.Width < fragment.Advance);
        Assert.Equal(fragment.Width, line.Width);
    }

    [Theory]
    [InlineData("a well-known matter", 60, "a well-/known /matter")]
    [InlineData("in 2023-24 it", 40, "in /2023-24 /it")]
    [InlineData("https://a.example/first/second/third", 130, "https://a.example/first//second/third")]
    [InlineData("on 5 May 2025", 50, "on /5 May /2025")]
    public void Break_NarrowLine_BreaksWhereAReaderExpects(string text, double width, string expected)
    {
        var lines = TextLine.Lay([new(text, Style)], width);

        Assert.Equal(expected, string.Join('/', lines.Select(line => string.Concat(line.Fragments.SelectMany(fragment => fragment.Glyphs).Select(glyph => char.ConvertFromUtf32(glyph.CodePoint))))));
    }

    private static IEnumerable<Strip> Lines(int count) => Enumerable.Repeat(new Strip(10, []), count);
}
