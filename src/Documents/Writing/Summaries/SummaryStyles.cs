using Tracker.Documents.Writing.Letters;
using Tracker.Documents.Writing.Text;

namespace Tracker.Documents.Writing.Summaries;

/// <summary>How a summary looks, where it is not as a letter.</summary>
internal static class SummaryStyles
{
    public const double NameWidth = 104; // of the column with the organisations, in points

    public static TextStyle Body { get; } = LetterStyles.Body with { Size = 11 };

    public static TextStyle Cell { get; } = Body with { Size = 10, LineHeight = 1.28 };

    public static TextStyle Section { get; } = LetterStyles.SectionHeading with { Size = 15 };

    public static TextStyle Recommendation { get; } = LetterStyles.SectionHeading with { Size = 12.5 };

    public static Color Band { get; } = Color.FromHex("E1E5EA");

    public static TextStyle Bold(TextStyle around) => around with { Bold = true };

    public static TextStyle Quiet(TextStyle around) => around with { Color = LetterStyles.Quiet };
}
