using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Documents.Tests.Writing.Reading;

/// <summary>Finds what a file breaks of PDF/UA-1 and PDF/A-3a, as far as our writer could break it, and reads its text back.</summary>
internal sealed partial class AccessibilityCheck
{
    private static readonly Dictionary<string, string[]> AllowedKids = new(StringComparer.Ordinal)
    {
        ["Document"] = ["H1", "H2", "H3", "P", "L", "Table"],
        ["L"] = ["Caption", "LI"],
        ["LI"] = ["Lbl", "LBody"],
        ["LBody"] = ["P", "L"],
        ["P"] = ["Link"],
        ["Table"] = ["THead", "TBody"],
        ["THead"] = ["TR"],
        ["TBody"] = ["TR"],
        ["TR"] = ["TH", "TD"],
        ["TH"] = ["P"],
        ["TD"] = ["P", "L"],
    };

    private readonly PdfModel model;
    private readonly ScannedElement document;
    private readonly Dictionary<PdfReference, PageScan> pages = [];
    private readonly Dictionary<int, EmbeddedFont> fonts = [];
    private readonly List<string> findings = [];

    public AccessibilityCheck(PdfModel model)
    {
        this.model = model;
        document = StructureScan.Of(model);
        foreach (var page in model.PageReferences)
        {
            pages[page] = PageScan.Of(model, page, fonts);
        }
    }

    public IReadOnlyCollection<PageScan> Pages => pages.Values;

    public IReadOnlyList<PdfReference> PageReferences => model.PageReferences;

    public ScannedElement Document => document;

    public static AccessibilityCheck Of(byte[] pdf) => new(PdfModel.Read(pdf));

    public static IReadOnlyList<string> Findings(PdfModel model)
    {
        var check = new AccessibilityCheck(model);
        check.CheckCatalog();
        check.CheckMetadata();
        check.CheckStructure();
        check.CheckTables();
        check.CheckRepeatedHeads();
        check.CheckMarkedContent();
        check.CheckLinks();
        check.CheckOutline();
        check.findings.AddRange(check.fonts.Values.SelectMany(font => font.Findings()));
        return check.findings;
    }

    /// <summary>The text of an element and all below it, in reading order.</summary>
    public string TextOf(ScannedElement element) => string.Concat(element.Kids.Select(kid => kid switch
    {
        ScannedElement inner => TextOf(inner),
        ScannedContent content => string.Concat(pages[content.Page].Texts.Where(text => text.Mcid == content.Mcid).Select(text => text.Text)),
        _ => "",
    }));

    /// <summary>The page of an element's first words, and how high they stand on it.</summary>
    public (PdfReference Page, double Baseline) PlaceOf(ScannedElement element)
    {
        var first = element.All.SelectMany(part => part.Kids.OfType<ScannedContent>()).First();
        return (first.Page, pages[first.Page].Texts.First(text => text.Mcid == first.Mcid).Baseline);
    }

    private void Expect(bool holds, string finding)
    {
        if (!holds)
        {
            findings.Add(finding);
        }
    }

    private void CheckCatalog()
    {
        var catalog = model.Catalog;
        var marks = model.Dictionary(catalog["MarkInfo"]);
        Expect(marks.GetValueOrDefault("Marked") is true, "The file is not marked as tagged.");
        Expect(!marks.ContainsKey("Suspects"), "The tags are suspect.");
        Expect(model.Text(catalog, "Lang") == "en-GB", "The document has no language.");
        Expect(model.Dictionary(catalog["ViewerPreferences"]).GetValueOrDefault("DisplayDocTitle") is true, "The title is not displayed.");
        Expect(!model.Trailer.ContainsKey("Encrypt"), "The file is encrypted.");
        Expect(!catalog.Keys.Any(key => key is "OpenAction" or "AA" or "AcroForm" or "Names"), "The file has actions or forms.");
        Expect(model.Trailer.GetValueOrDefault("ID") is List<object?> { Count: 2 }, "The trailer has no ID.");

        var intent = model.Dictionary(model.List(catalog["OutputIntents"]).Single());
        var profile = ((PdfStream)model.Resolve(intent["DestOutputProfile"])!).Data;
        Expect(model.Name(intent, "S") == "GTS_PDFA1", "There is no output intent of PDF/A.");
        Expect(Encoding.ASCII.GetString(profile, 16, 4) == "RGB " && Encoding.ASCII.GetString(profile, 36, 4) == "acsp", "The profile is not one for RGB.");
        Expect(profile.Length == ((profile[2] << 8) | profile[3]), "The profile has another length than it says.");
    }

    private void CheckMetadata()
    {
        var info = model.Dictionary(model.Trailer["Info"]);
        var xmp = model.Xmp;
        var packet = System.Xml.Linq.XDocument.Parse(xmp);
        string Value(string name) => packet.Descendants().First(element => element.Name.LocalName == name).Value.Trim();
        Expect(model.Text(info, "Title") is { Length: > 0 } title && title == Value("title"), "Info and XMP have different titles.");
        Expect(model.Text(info, "Author") == Value("creator"), "Info and XMP have different authors.");
        Expect(model.Text(info, "Producer") == Value("Producer"), "Info and XMP have different producers.");
        Expect(DateOf(info, "CreationDate") == Value("CreateDate"), "Info and XMP have different dates of creation.");
        Expect(DateOf(info, "ModDate") == Value("ModifyDate"), "Info and XMP have different dates of change.");
        Expect(xmp.Contains("<pdfuaid:part>1</pdfuaid:part>", StringComparison.Ordinal), "The file does not claim PDF/UA-1.");
        Expect(xmp.Contains("<pdfaid:part>3</pdfaid:part>", StringComparison.Ordinal) && xmp.Contains("<pdfaid:conformance>A<", StringComparison.Ordinal), "The file does not claim PDF/A-3a.");
    }

    private string DateOf(PdfDictionary info, string key) =>
        DateTime.ParseExact(model.Text(info, key)!, "'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void CheckStructure()
    {
        Expect(document.Role == "Document", "The tree does not start with a Document.");
        foreach (var element in document.All)
        {
            var parent = element.Parent?.Reference ?? (PdfReference)model.Catalog["StructTreeRoot"]!;
            Expect(Equals(element.Entries["P"], parent), $"{element.Role} points to another parent.");
            Expect(element.Kids.Count > 0 || element.Role == "TD", $"{element.Role} is empty.");
            var allowed = AllowedKids.GetValueOrDefault(element.Role, []);
            findings.AddRange(element.Elements.Where(kid => !allowed.Contains(kid.Role)).Select(kid => $"{kid.Role} in {element.Role}"));
            var isLabelled = element.Elements.Any(item => item.Elements.Any(part => part.Role == "Lbl"));
            Expect(element.Role != "L" || !isLabelled || element.Entries.ContainsKey("A"), "A list with labels does not say how it is numbered.");
        }

        var levels = Headings().Select(heading => heading.Role[1] - '0').ToList();
        Expect(levels.FirstOrDefault() == 1, "The first heading is not of level 1.");
        Expect(levels.Zip(levels.Skip(1)).All(pair => pair.Second <= pair.First + 1), "A level of heading is skipped.");
    }

    private void CheckTables()
    {
        foreach (var table in document.All.Where(element => element.Role == "Table"))
        {
            var rows = table.Elements.SelectMany(part => part.Elements).ToList();
            Expect(table.Elements.Select(part => part.Role).SequenceEqual(["THead", "TBody"]), "A table is not a head and a body.");
            Expect(rows.Select(row => row.Kids.Count).Distinct().Count() == 1, "The rows of a table are uneven.");
            Expect(table.Elements.First().Elements.All(row => row.Elements.All(cell => cell.Role == "TH")), "A head has cells that are no headers.");
            foreach (var cell in rows.SelectMany(row => row.Elements))
            {
                var expected = cell.Role == "TD" ? null : cell.Parent!.Parent!.Role == "THead" ? "Column" : "Row";
                Expect(ScopeOf(cell) == expected, $"A {cell.Role} has the scope {ScopeOf(cell) ?? "of nothing"}.");
            }
        }
    }

    private string? ScopeOf(ScannedElement cell) =>
        cell.Entries.TryGetValue("A", out var attributes) && model.Name(model.Dictionary(attributes), "O") == "Table" ? model.Name(model.Dictionary(attributes), "Scope") : null;

    /// <summary>A table that goes on at the top of a page shows its head there again, outside the tree.</summary>
    private void CheckRepeatedHeads()
    {
        foreach (var table in document.All.Where(element => element.Role == "Table"))
        {
            var titles = table.Elements.First().All.Where(element => element.Role == "P").SelectMany(title => TextOf(title).Split(' ')).Order().ToList();
            foreach (var page in PagesOf(table.Elements.Last()).Except(PagesOf(table.Elements.First())))
            {
                var repeated = pages[page].Texts.Where(text => text.IsPagination).SelectMany(text => text.Text.Trim().Split(' '));
                Expect(titles.GroupBy(word => word).All(word => repeated.Count(other => other == word.Key) >= word.Count()), "A table goes on without its head.");
            }

            Expect(PagesOf(table.Elements.First()).Count() == 1, "The head of a table is in the tree more than once.");
            Expect(PagesOf(table.Elements.First()).Intersect(PagesOf(table.Elements.Last())).Any(), "The head of a table stands alone at the foot of a page.");
        }
    }

    private static IEnumerable<PdfReference> PagesOf(ScannedElement element) =>
        element.All.SelectMany(part => part.Kids.OfType<ScannedContent>()).Select(content => content.Page).Distinct();

    private IEnumerable<ScannedElement> Headings() => document.All.Where(element => HeadingRole().IsMatch(element.Role));

    private void CheckMarkedContent()
    {
        var parentTree = StructureScan.ParentTree(model);
        var listed = document.All.SelectMany(element => element.Kids.OfType<ScannedContent>().Select(content => (content, element))).ToLookup(pair => pair.content, pair => pair.element);
        foreach (var (reference, page) in pages)
        {
            findings.AddRange(page.Findings);
            Expect(page.Mcids.Distinct().Count() == page.Mcids.Count, "An MCID is used twice on a page.");
            var parents = model.List(parentTree[(int)(double)model.Dictionary(reference)["StructParents"]!]);
            foreach (var mcid in page.Mcids)
            {
                var owners = listed[new(reference, mcid)].ToList();
                Expect(owners.Count == 1, $"MCID {mcid} stands {owners.Count} times in the tree.");
                Expect(owners.Count == 0 || Equals(parents.ElementAtOrDefault(mcid), owners[0].Reference), $"The parent tree points elsewhere from MCID {mcid}.");
            }
        }

        Expect(listed.All(entry => pages.TryGetValue(entry.Key.Page, out var page) && page.Mcids.Contains(entry.Key.Mcid)), "The tree names an MCID that no page has.");
    }

    private void CheckLinks()
    {
        var parentTree = StructureScan.ParentTree(model);
        var owners = document.All.SelectMany(element => element.Kids.OfType<ScannedObject>().Select(link => (link.Annotation, element))).ToDictionary(pair => pair.Annotation, pair => pair.element);
        foreach (var page in model.PageReferences.Select(model.Dictionary))
        {
            Expect(model.Name(page, "Tabs") == "S", "The order of tabs on a page is not that of the tree.");
            foreach (var reference in page.TryGetValue("Annots", out var annotations) ? model.List(annotations).Cast<PdfReference>() : [])
            {
                var annotation = model.Dictionary(reference);
                Expect(model.Text(annotation, "Contents") is { Length: > 0 }, "A link has no description.");
                Expect(annotation.GetValueOrDefault("F") is 4.0, "A link is not printed.");
                Expect(owners.TryGetValue(reference, out var owner) && owner.Role == "Link", "A link is not in the tree.");
                Expect(owner is null || Equals(parentTree.GetValueOrDefault((int)(double)(annotation.GetValueOrDefault("StructParent") ?? -1.0)), owner.Reference), "The parent tree points elsewhere from a link.");
            }
        }

        Expect(document.All.Where(element => element.Role == "Link").All(link => link.Kids.OfType<ScannedObject>().Any()), "A Link leads nowhere.");
    }

    private void CheckOutline()
    {
        var titles = model.Catalog.TryGetValue("Outlines", out var outline) ? Titles(model.Dictionary(outline)).ToList() : [];
        Expect(titles.SequenceEqual(Headings().Select(heading => (heading.Role[1] - '0', TextOf(heading)))), "The outline is not that of the headings.");

        IEnumerable<(int Level, string Title)> Titles(PdfDictionary parent, int level = 1)
        {
            for (var at = parent.GetValueOrDefault("First"); at is not null; at = model.Dictionary(at).GetValueOrDefault("Next"))
            {
                var entry = model.Dictionary(at);
                Expect(entry.ContainsKey("Dest"), "An entry of the outline leads nowhere.");
                foreach (var title in Titles(entry, level + 1).Prepend((level, model.Text(entry, "Title") ?? "")))
                {
                    yield return title;
                }
            }
        }
    }

    [GeneratedRegex(@"^H[1-6]$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadingRole();
}
