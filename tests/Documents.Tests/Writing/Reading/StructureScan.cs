namespace Tracker.Documents.Tests.Writing.Reading;

/// <summary>One element of the tree as it stands in the file.</summary>
internal sealed record ScannedElement(PdfReference Reference, string Role, ScannedElement? Parent, PdfDictionary Entries)
{
    public List<object> Kids { get; } = [];

    public IEnumerable<ScannedElement> Elements => Kids.OfType<ScannedElement>();

    public IEnumerable<ScannedElement> All => Elements.SelectMany(kid => kid.All).Prepend(this);
}

internal sealed record ScannedContent(PdfReference Page, int Mcid);

internal sealed record ScannedObject(PdfReference Annotation);

/// <summary>The tree of meaning of a file.</summary>
internal static class StructureScan
{
    public static ScannedElement Of(PdfModel model) => Scan(model, (PdfReference)model.List(model.StructureRoot["K"]).Single()!, parent: null);

    /// <summary>The numbers of the parent tree.</summary>
    public static Dictionary<int, object?> ParentTree(PdfModel model) =>
        model.List(model.Dictionary(model.StructureRoot["ParentTree"])["Nums"]).Chunk(2).ToDictionary(pair => (int)(double)pair[0]!, pair => pair[1]);

    private static ScannedElement Scan(PdfModel model, PdfReference reference, ScannedElement? parent)
    {
        var entries = model.Dictionary(reference);
        var element = new ScannedElement(reference, model.Name(entries, "S") ?? "", parent, entries);
        foreach (var kid in model.List(entries["K"]))
        {
            var value = model.Dictionary(kid);
            element.Kids.Add(model.Name(value, "Type") switch
            {
                "MCR" => new ScannedContent((PdfReference)value["Pg"]!, (int)(double)value["MCID"]!),
                "OBJR" => new ScannedObject((PdfReference)value["Obj"]!),
                _ => Scan(model, (PdfReference)kid!, element),
            });
        }

        return element;
    }
}
