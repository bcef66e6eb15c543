using System.Text;
using Tracker.Documents.Tests.Writing.Reading;
using Tracker.Documents.Writing.Letters;
using Tracker.Documents.Writing.Summaries;

namespace Tracker.Documents.Tests.Writing;

/// <summary>One fault put into a good file: the checker must see each, or its silence on our files means nothing.</summary>
public sealed class MutantTests
{
    private static readonly byte[] Good = LetterPdf.Write(SampleLetters.Full);

    private static readonly Dictionary<string, (Action<PdfModel> Break, string Finding)> Faults = new(StringComparer.Ordinal)
    {
        ["untagged"] = (model => model.Dictionary(model.Catalog["MarkInfo"])["Marked"] = false, "not marked"),
        ["no language"] = (model => model.Catalog.Remove("Lang"), "no language"),
        ["title hidden"] = (model => model.Dictionary(model.Catalog["ViewerPreferences"]).Clear(), "not displayed"),
        ["two titles"] = (model => model.Dictionary(model.Trailer["Info"])["Title"] = new PdfString("Another"u8.ToArray()), "different titles"),
        ["two dates"] = (model => model.Dictionary(model.Trailer["Info"])["ModDate"] = new PdfString("D:20200101000000Z"u8.ToArray()), "dates of change"),
        ["no claim"] = (model => EditStream((PdfStream)model.Resolve(model.Catalog["Metadata"])!, "pdfuaid:part>1", "pdfuaid:part>2"), "PDF/UA-1"),
        ["no identity"] = (model => model.Trailer.Remove("ID"), "no ID"),
        ["unmarked painting"] = (model => EditPage(model, "/P << /MCID 0 >> BDC", "/P BMC"), "outside exactly one"),
        ["nested artifact"] = (model => EditPage(model, "/P << /MCID 0 >> BDC", "/Artifact BMC /P << /MCID 0 >> BDC EMC /P << /MCID 0 >> BDC"), "outside exactly one"),
        ["MCID used twice"] = (model => EditPage(model, "/MCID 1 >>", "/MCID 0 >>"), "used twice"),
        ["MCID nowhere in the tree"] = (model => First(model, "H1").Clear(), "0 times"),
        ["parent tree astray"] = (model => ParentsOfFirstPage(model).Reverse(), "points elsewhere from MCID"),
        ["heading skipped"] = (model => Rename(model, "H2", "H3"), "skipped"),
        ["list item outside a list"] = (model => Rename(model, "L", "P"), "LI in P"),
        ["list without numbering"] = (model => Elements(model, "L").ForEach(list => list.Remove("A")), "how it is numbered"),
        ["link undescribed"] = (model => FirstLink(model).Remove("Contents"), "no description"),
        ["link not printed"] = (model => FirstLink(model)["F"] = 0.0, "not printed"),
        ["link astray"] = (model => FirstLink(model)["StructParent"] = 0.0, "elsewhere from a link"),
        ["tabs unordered"] = (model => model.Dictionary(model.PageReferences[0]).Remove("Tabs"), "order of tabs"),
        ["font not embedded"] = (model => All(model).First(value => value.ContainsKey("FontFile2")).Remove("FontFile2"), "not embedded"),
        ["width changed"] = (model => model.List(All(model).First(value => value.ContainsKey("W"))["W"])[1] = Enumerable.Repeat<object?>(1.0, 300).ToList(), "another width"),
        ["code without meaning"] = (model => All(model).First(value => value.ContainsKey("ToUnicode")).Remove("ToUnicode"), "does not say"),
        ["outline renamed"] = (model => All(model).First(value => value.ContainsKey("Dest"))["Title"] = new PdfString("Another"u8.ToArray()), "not that of the headings"),
    };

    private static readonly byte[] GoodSummary = SummaryPdf.Write(SampleSummaries.Long);

    private static readonly Dictionary<string, (Action<PdfModel> Break, string Finding)> TableFaults = new(StringComparer.Ordinal)
    {
        ["header without scope"] = (model => Elements(model, "TH")[0].Remove("A"), "TH has the scope of nothing"),
        ["header of a column for a row"] = (model => model.Dictionary(Elements(model, "TH")[0]["A"])["Scope"] = new PdfName("Row"), "TH has the scope Row"),
        ["uneven row"] = (model => First(model, "TR").RemoveAt(0), "uneven"),
        ["empty cell left out"] = (model => RowWithEmptyCell(model).RemoveAt(2), "uneven"),
        ["cell that is none"] = (model => Rename(model, "TD", "P"), "P in TR"),
        ["head without headers"] = (model => Rename(model, "TH", "TD"), "no headers"),
        ["table without a head"] = (model => First(model, "Table").RemoveAt(0), "not a head and a body"),
        ["row outside a body"] = (model => Rename(model, "TBody", "P"), "TR in P"),
        ["head not repeated"] = (model => HideRepeatedHead(model), "goes on without its head"),
        ["head repeated as content"] = (model => EditPage(model, "/Artifact << /Type /Pagination >> BDC", "/P << /MCID 999 >> BDC", PageOfRepeatedHead(model)), "MCID 999"),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    public static TheoryData<string> TableFaultNames => [.. TableFaults.Keys];

    [Theory, MemberData(nameof(FaultNames))]
    public void Findings_OneFault_IsFound(string fault)
    {
        var model = PdfModel.Read(Good);
        Faults[fault].Break(model);

        var findings = AccessibilityCheck.Findings(model);

        Assert.Contains(findings, finding => finding.Contains(Faults[fault].Finding, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(TableFaultNames))]
    public void Findings_OneFaultOfATable_IsFound(string fault)
    {
        var model = PdfModel.Read(GoodSummary);
        TableFaults[fault].Break(model);

        var findings = AccessibilityCheck.Findings(model);

        Assert.Contains(findings, finding => finding.Contains(TableFaults[fault].Finding, StringComparison.Ordinal));
    }

    [Fact]
    public void TextOf_CellsSwapped_ReadsDifferently()
    {
        var model = PdfModel.Read(GoodSummary);
        RowWithEmptyCell(model).Reverse();

        var read = ExpectedSummary.Read(new AccessibilityCheck(model));

        Assert.NotEqual(ExpectedSummary.Of(SampleSummaries.Long), read);
    }

    [Fact]
    public void TextOf_ParagraphsSwapped_ReadsDifferently()
    {
        var model = PdfModel.Read(Good);
        model.List(model.Dictionary(StructureScan.Of(model).Reference)["K"]).Reverse();

        var read = ExpectedText.Read(new AccessibilityCheck(model));

        Assert.NotEqual(ExpectedText.Of(SampleLetters.Full), read);
    }

    private static IEnumerable<PdfDictionary> All(PdfModel model) => model.Objects.Values.OfType<PdfDictionary>();

    private static List<PdfDictionary> Elements(PdfModel model, string role) => [.. All(model).Where(value => model.Name(value, "S") == role)];

    private static List<object?> First(PdfModel model, string role) => model.List(Elements(model, role)[0]["K"]);

    private static PdfDictionary FirstLink(PdfModel model) => All(model).First(value => model.Name(value, "Subtype") == "Link");

    private static List<object?> ParentsOfFirstPage(PdfModel model) => model.List(StructureScan.ParentTree(model)[0]);

    private static void Rename(PdfModel model, string from, string to) => Elements(model, from).ForEach(element => element["S"] = new PdfName(to));

    private static List<object?> RowWithEmptyCell(PdfModel model) =>
        Elements(model, "TR").Select(row => model.List(row["K"])).First(cells => model.List(model.Dictionary(cells[^1])["K"]).Count == 0);

    private static int PageOfRepeatedHead(PdfModel model) =>
        Enumerable.Range(0, model.PageReferences.Count).First(page => Encoding.Latin1.GetString(ContentOf(model, page).Data).Contains("/Type /Pagination >>", StringComparison.Ordinal));

    private static void HideRepeatedHead(PdfModel model) =>
        EditPage(model, "/Artifact << /Type /Pagination >> BDC", "/Artifact << /Type /Layout >> BDC", PageOfRepeatedHead(model));

    private static PdfStream ContentOf(PdfModel model, int page) => (PdfStream)model.Resolve(model.Dictionary(model.PageReferences[page])["Contents"])!;

    private static void EditPage(PdfModel model, string from, string to, int page = 0) => EditStream(ContentOf(model, page), from, to);

    private static void EditStream(PdfStream stream, string from, string to)
    {
        var text = Encoding.Latin1.GetString(stream.Data);
        Assert.Contains(from, text, StringComparison.Ordinal);
        stream.Data = Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }
}
