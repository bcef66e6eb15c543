using Tracker.Documents.Tests.Writing.Reading;
using Tracker.Documents.Writing.Fonts;
using Tracker.Documents.Writing.Layout;
using Tracker.Documents.Writing.Pdf;
using Tracker.Documents.Writing.Tagging;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Tests.Writing;

public sealed class TableTests
{
    private static readonly TextStyle Style = new() { Family = FontFamily.SourceSans, Size = 12 };

    [Fact]
    public void Write_SmallTable_IsTaggedByMeaning()
    {
        var check = Written(table =>
        {
            table.RowHeader().Text("North");
            table.Cell().Text("12");
            table.RowHeader().Text("South");
            table.Cell();
        });

        var table = Assert.Single(check.Document.All, element => element.Role == "Table");

        Assert.Equal("Table(THead(TR(TH(P) TH(P))) TBody(TR(TH(P) TD(P)) TR(TH(P) TD())))", Shape(table));
        Assert.Equal("WardLampsNorth12South", check.TextOf(table));
    }

    [Fact]
    public void Write_ShortRows_NoneIsDivided()
    {
        var check = Written(table =>
        {
            for (var i = 0; i < 60; i++)
            {
                table.RowHeader().Text("Ward");
                table.Cell().Text(Lines(1 + (i % 9)));
            }
        });

        var rows = check.Document.All.Where(element => element.Role == "TR").ToList();

        Assert.Equal(61, rows.Count);
        Assert.True(check.Pages.Count > 4);
        Assert.All(rows, row => Assert.Single(PagesOf(row)));
    }

    [Fact]
    public void Write_RowAsHighAsAPage_GoesWholeOntoTheNext()
    {
        var check = Written(table =>
        {
            table.RowHeader().Text("First");
            table.Cell().Text("1");
            table.RowHeader().Text("Second");
            table.Cell().Text(Lines(40));
        });

        var last = check.Document.All.Last(element => element.Role == "TR");

        Assert.Equal(2, check.Pages.Count);
        Assert.Equal(check.PageReferences[1], Assert.Single(PagesOf(last)));
    }

    [Fact]
    public void Write_RowHigherThanAPage_GoesOnInTheSameCells()
    {
        var text = Lines(130);

        var check = Written(table =>
        {
            table.RowHeader().Text("Ward");
            table.Cell().Text(text);
        });

        var cell = Assert.Single(check.Document.All, element => element.Role == "TD");
        Assert.Equal(text, check.TextOf(cell));
        Assert.Equal(check.PageReferences, PagesOf(cell));
        Assert.True(check.Pages.Count > 2);
    }

    [Theory]
    [InlineData(36)]
    [InlineData(38)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(42)]
    public void Write_HeadWouldEndThePage_GoesWithItsFirstRow(int linesBefore)
    {
        var pdf = Pdf(
            table =>
            {
                table.RowHeader().Text("Ward");
                table.Cell().Text(Lines(40));
            },
            above: column => column.Item().KeepWithNext().Text(Lines(linesBefore)));

        Assert.Empty(AccessibilityCheck.Findings(PdfModel.Read(pdf)));
    }

    [Fact]
    public void Arrange_FixedAndRelativeColumns_ShareTheWidth()
    {
        var table = new Container();
        table.Table(content =>
        {
            content.ColumnsDefinition(columns =>
            {
                columns.ConstantColumn(60);
                columns.RelativeColumn();
                columns.RelativeColumn(3);
            });
            content.Header(header => Titles(header, "a", "b", "c"));
            content.Cell().Text("d");
            content.Cell().Text("e");
            content.Cell().Text("f");
        });

        var strips = table.Arrange(new(284, Style, Parent: null, PageNumbers.Unknown));

        Assert.Equal([0, 72, 134], strips[1].Marks.OfType<TextMark>().Select(mark => Math.Round(mark.X))); // 60 and 50 and 150, 12 apart
    }

    [Fact]
    public void Arrange_NoRows_TakesNoSpace()
    {
        var root = new StructureElement(StructureRole.Document, parent: null);
        var table = new Container();
        table.Table(content => Describe(content, _ => { }));

        var strips = table.Arrange(new(284, Style, root, PageNumbers.Unknown));

        Assert.Empty(strips);
        Assert.Empty(root.Children);
    }

    [Fact]
    public void Arrange_RowWithoutItsLastCell_IsRefused()
    {
        var table = new Container();
        table.Table(content => Describe(content, rows => rows.RowHeader().Text("North")));

        Assert.Throws<InvalidOperationException>(() => table.Arrange(new(284, Style, Parent: null, PageNumbers.Unknown)));
    }

    private static AccessibilityCheck Written(Action<TableDescriptor> rows)
    {
        var pdf = Pdf(rows, above: _ => { });
        Assert.Empty(AccessibilityCheck.Findings(PdfModel.Read(pdf)));
        return AccessibilityCheck.Of(pdf);
    }

    private static byte[] Pdf(Action<TableDescriptor> rows, Action<ColumnDescriptor> above)
    {
        var document = Document.Create(page =>
        {
            page.Footer().Text(text => text.CurrentPageNumber());
            page.Content().Column(column =>
            {
                column.Item().Heading(1, "Lamps", Style);
                above(column);
                column.Item().Table(table => Describe(table, rows));
            });
        });
        return PdfWriter.Write(document.Lay(), new()
        {
            Title = "Lamps",
            Author = "Scrutiny Commission",
            Id = SampleLetters.Short.DocumentId,
            CreatedAt = SampleLetters.Short.CreatedAt,
        });
    }

    private static void Describe(TableDescriptor table, Action<TableDescriptor> rows)
    {
        table.ColumnsDefinition(columns =>
        {
            columns.ConstantColumn(80);
            columns.RelativeColumn();
        });
        table.Header(header => Titles(header, "Ward", "Lamps"));
        rows(table);
    }

    private static void Titles(TableHeaderDescriptor header, params string[] titles)
    {
        foreach (var title in titles)
        {
            header.Cell().Text(title);
        }
    }

    /// <summary>Each word fills a line of the second column.</summary>
    private static string Lines(int count) => string.Join(' ', Enumerable.Range(100, count).Select(number => number + new string('w', 32)));

    private static string Shape(ScannedElement element) =>
        element.Role + (element.Role == "P" ? "" : "(" + string.Join(' ', element.Elements.Select(Shape)) + ")");

    private static IEnumerable<PdfReference> PagesOf(ScannedElement element) =>
        element.All.SelectMany(part => part.Kids.OfType<ScannedContent>()).Select(content => content.Page).Distinct();
}
