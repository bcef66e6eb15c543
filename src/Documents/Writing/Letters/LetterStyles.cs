using Tracker.Documents.Writing.Fonts;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Letters;

/// <summary>How a letter looks: sizes in points, colours with a contrast of at least 7 to 1 on white.</summary>
internal static class LetterStyles
{
    public const double Paragraph = 8; // space between paragraphs

    public static Color Accent { get; } = Color.FromHex("1D3B5C");

    public static Color Quiet { get; } = Color.FromHex("4A4F55");

    public static Color LinkColor { get; } = Color.FromHex("0B3C8C");

    public static TextStyle Body { get; } = new() { Family = FontFamily.SourceSans, Size = 12 };

    public static TextStyle Commission { get; } = Body with { Size = 19, Bold = true, Color = Accent, LineHeight = 1.2 };

    public static TextStyle Subject { get; } = Body with { Size = 17, Bold = true, Color = Accent, LineHeight = 1.2 };

    public static TextStyle SectionHeading { get; } = Body with { Size = 13.5, Bold = true, Color = Accent };

    public static TextStyle Small { get; } = Body with { Size = 10, Color = Quiet };

    public static TextStyle Link(TextStyle around) => around with { Color = LinkColor, Underline = true };
}
