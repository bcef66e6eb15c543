using Tracker.Documents.Writing.Layout;

namespace Tracker.Documents.Writing.Letters;

/// <summary>What stands at the head and the foot of every page.</summary>
internal static class PageFurniture
{
    public static string Shortened(string subject)
    {
        const int longest = 90;
        return subject.Length <= longest ? subject : subject[..Math.Max(subject.LastIndexOf(' ', longest), longest / 2)].TrimEnd(' ', ',') + " …";
    }

    public static void PageNumber(TextDescriptor text)
    {
        text.Span("Page ");
        text.CurrentPageNumber();
        text.Span(" of ");
        text.TotalPages();
    }
}
