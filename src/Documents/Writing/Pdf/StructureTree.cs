using System.Globalization;
using Tracker.Documents.Writing.Tagging;

namespace Tracker.Documents.Writing.Pdf;

/// <summary>Writes the tree of meaning, and the parent tree by which a reader finds the way back from the page.</summary>
internal sealed class StructureTree
{
    private readonly PdfFile file;
    private readonly Dictionary<StructureElement, int> ids = [];
    private readonly Dictionary<StructureNode, List<string>> kids = [];
    private readonly SortedDictionary<int, string> parents = [];

    public StructureTree(PdfFile file, StructureElement root)
    {
        this.file = file;
        Root = root;
        RootId = file.Reserve();
        ReserveAll(root);
    }

    public int RootId { get; }

    public StructureElement Root { get; }

    /// <summary>Ties the marked sequences of a page to their slots; the key is the page's own in the parent tree.</summary>
    public void AddPage(int key, int pageId, IReadOnlyList<ContentSlot> sequences)
    {
        for (var number = 0; number < sequences.Count; number++)
        {
            Kids(sequences[number]).Add(string.Create(CultureInfo.InvariantCulture, $"<< /Type /MCR /Pg {pageId} 0 R /MCID {number} >>"));
        }

        parents[key] = "[" + string.Join(' ', sequences.Select(slot => PdfText.Reference(ids[slot.Owner]))) + "]";
    }

    public void AddAnnotation(int key, StructureElement link, (int Annotation, int Page) ids)
    {
        Kids(link).Add($"<< /Type /OBJR /Obj {PdfText.Reference(ids.Annotation)} /Pg {PdfText.Reference(ids.Page)} >>");
        parents[key] = PdfText.Reference(this.ids[link]);
    }

    public void Write()
    {
        foreach (var (element, id) in ids)
        {
            file.Write(id, Describe(element));
        }

        var numbers = string.Join(' ', parents.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key} {entry.Value}")));
        var parentTree = file.Add($"<< /Nums [{numbers}] >>");
        var nextKey = parents.Keys.DefaultIfEmpty(-1).Last() + 1;
        file.Write(RootId, string.Create(CultureInfo.InvariantCulture,
            $"<< /Type /StructTreeRoot /K [{ids[Root]} 0 R] /ParentTree {parentTree} 0 R /ParentTreeNextKey {nextKey} >>"));
    }

    private string Describe(StructureElement element)
    {
        var parent = element.Parent is null ? RootId : ids[element.Parent];
        var children = element.Children.SelectMany(child => child is StructureElement inner ? [PdfText.Reference(ids[inner])] : Kids(child)).Concat(Kids(element));
        var attributes = element switch
        {
            { Numbering: not ListNumbering.None and var numbering } => $" /A << /O /List /ListNumbering /{numbering} >>",
            { Scope: not HeaderScope.None and var scope } => $" /A << /O /Table /Scope /{scope} >>",
            _ => "",
        };
        return $"<< /Type /StructElem /S /{element.Role} /P {PdfText.Reference(parent)}{attributes} /K [{string.Join(' ', children)}] >>";
    }

    private List<string> Kids(StructureNode node)
    {
        if (!kids.TryGetValue(node, out var list))
        {
            kids[node] = list = [];
        }

        return list;
    }

    private void ReserveAll(StructureElement element)
    {
        ids[element] = file.Reserve();
        foreach (var child in element.Children.OfType<StructureElement>())
        {
            ReserveAll(child);
        }
    }
}
