using System.Globalization;
using Tracker.Documents.Writing.Tagging;

namespace Tracker.Documents.Writing.Pdf;

/// <summary>One heading and where it stands: the page object, and points up from the foot of the page.</summary>
internal sealed record OutlineEntry(StructureElement Heading, int PageId, double Top);

/// <summary>The bookmarks of a document: its headings, nested by level.</summary>
internal static class Outline
{
    /// <summary>Writes the outline and returns its number; <see langword="null"/> without headings.</summary>
    public static int? Write(PdfFile file, IReadOnlyList<OutlineEntry> entries)
    {
        if (entries.Count == 0)
        {
            return null;
        }

        var root = file.Reserve();
        var ids = entries.Select(_ => file.Reserve()).ToList();
        var parents = entries.Select((_, i) => ParentOf(entries, i)).ToList();
        for (var i = 0; i < entries.Count; i++)
        {
            var siblings = Enumerable.Range(0, entries.Count).Where(other => parents[other] == parents[i]).ToList();
            var at = siblings.IndexOf(i);
            file.Write(ids[i], $"<< /Title {PdfText.Of(entries[i].Heading.Words)} /Parent {PdfText.Reference(parents[i] < 0 ? root : ids[parents[i]])}"
                + (at > 0 ? $" /Prev {PdfText.Reference(ids[siblings[at - 1]])}" : "")
                + (at < siblings.Count - 1 ? $" /Next {PdfText.Reference(ids[siblings[at + 1]])}" : "")
                + Children(i)
                + $" /Dest [{PdfText.Reference(entries[i].PageId)} /XYZ null {PdfText.Number(entries[i].Top)} null] >>");
        }

        file.Write(root, $"<< /Type /Outlines{Children(-1)} >>");
        return root;

        string Children(int parent)
        {
            var children = Enumerable.Range(0, entries.Count).Where(i => parents[i] == parent).ToList();
            return children.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
                $" /First {ids[children[0]]} 0 R /Last {ids[children[^1]]} 0 R /Count {CountBelow(parent)}");
        }

        int CountBelow(int parent) => Enumerable.Range(0, entries.Count).Where(i => parents[i] == parent).Sum(i => 1 + CountBelow(i));
    }

    private static int ParentOf(IReadOnlyList<OutlineEntry> entries, int index)
    {
        for (var earlier = index - 1; earlier >= 0; earlier--)
        {
            if (entries[earlier].Heading.Role < entries[index].Heading.Role)
            {
                return earlier;
            }
        }

        return -1;
    }
}
