using System.Globalization;
using Tracker.Documents.Writing.Layout;

namespace Tracker.Documents.Writing.Pdf;

/// <summary>Writes a laid-out document as an accessible PDF: PDF/UA-1 and PDF/A-3a. The same document gives the same bytes.</summary>
internal sealed class PdfWriter
{
    private readonly PdfFile file = new();
    private readonly FontResources fonts = new();
    private readonly List<OutlineEntry> headings = [];
    private readonly LaidOutDocument document;
    private readonly StructureTree tree;
    private readonly int fontsId;
    private int nextKey;

    private PdfWriter(LaidOutDocument document)
    {
        this.document = document;
        tree = new(file, document.Root);
        fontsId = file.Reserve();
        nextKey = document.Pages.Count; // the pages have the first keys of the parent tree, links the next
    }

    public static byte[] Write(LaidOutDocument document, DocumentProperties properties) => new PdfWriter(document).Write(properties);

    private byte[] Write(DocumentProperties properties)
    {
        var pagesId = file.Reserve();
        var pageIds = document.Pages.Select((page, index) => WritePage(page, index, pagesId)).ToList();
        file.Write(fontsId, fonts.Write(file));
        file.Write(pagesId, string.Create(CultureInfo.InvariantCulture,
            $"<< /Type /Pages /Count {pageIds.Count} /Kids [{string.Join(' ', pageIds.Select(PdfText.Reference))}] >>"));
        tree.Write();
        var catalog = WriteCatalog(pagesId, properties);
        var info = file.Add(Metadata.Info(properties));
        var id = Convert.ToHexString(properties.Id.ToByteArray(bigEndian: true));
        return file.Finish($"/Root {PdfText.Reference(catalog)} /Info {PdfText.Reference(info)} /ID [<{id}> <{id}>]");
    }

    private int WritePage(LaidOutPage page, int index, int pagesId)
    {
        var pageId = file.Reserve();
        var content = new PageContent(fonts, document.Size.Height);
        content.PaintHeader(page.Header);
        content.PaintRepeated(page.Repeated);
        content.PaintBody(page.Body);
        content.PaintFooter(page.Footer);
        tree.AddPage(index, pageId, content.Sequences);
        headings.AddRange(HeadingsOf(page, pageId));
        var contentId = file.AddStream("", content.ToBytes());
        var links = WriteLinks(page, pageId);
        file.Write(pageId, string.Create(CultureInfo.InvariantCulture,
            $"<< /Type /Page /Parent {pagesId} 0 R /MediaBox [0 0 {PdfText.Number(document.Size.Width)} {PdfText.Number(document.Size.Height)}] ")
            + string.Create(CultureInfo.InvariantCulture, $"/Contents {contentId} 0 R /Resources << /Font {fontsId} 0 R >> /StructParents {index} /Tabs /S")
            + (links.Count == 0 ? "" : $" /Annots [{string.Join(' ', links.Select(PdfText.Reference))}]") + " >>");
        return pageId;
    }

    private List<int> WriteLinks(LaidOutPage page, int pageId)
    {
        var ids = new List<int>();
        foreach (var link in page.Body.OfType<LinkMark>().GroupBy(mark => mark.Link))
        {
            var key = nextKey++;
            var id = file.Add(LinkAnnotation.Describe(link.Key, [.. link], (key, document.Size.Height)));
            tree.AddAnnotation(key, link.Key, (id, pageId));
            ids.Add(id);
        }

        return ids;
    }

    private List<OutlineEntry> HeadingsOf(LaidOutPage page, int pageId) =>
        [.. page.Body.OfType<TextMark>()
                .Where(text => text.Slot!.Owner.IsHeading && headings.TrueForAll(known => known.Heading != text.Slot.Owner))
                .DistinctBy(text => text.Slot!.Owner)
                .Select(text => new OutlineEntry(text.Slot!.Owner, pageId, document.Size.Height - text.Y + (1.5 * text.Fragment.Run.Style.Size)))];

    private int WriteCatalog(int pagesId, DocumentProperties properties)
    {
        var metadata = file.AddStream("/Type /Metadata /Subtype /XML", Metadata.Packet(properties), compress: false);
        var profile = file.AddStream("/N 3", ColorProfile.Srgb);
        var outline = Outline.Write(file, headings);
        return file.Add($"<< /Type /Catalog /Pages {PdfText.Reference(pagesId)} /Lang {PdfText.Of(properties.Language)} /MarkInfo << /Marked true >> "
            + $"/StructTreeRoot {PdfText.Reference(tree.RootId)} /Metadata {PdfText.Reference(metadata)} /ViewerPreferences << /DisplayDocTitle true >> "
            + "/OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) "
            + $"/DestOutputProfile {PdfText.Reference(profile)} >>]"
            + (outline is { } id ? $" /Outlines {PdfText.Reference(id)}" : "") + " >>");
    }
}
