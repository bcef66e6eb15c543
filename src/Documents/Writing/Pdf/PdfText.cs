using System.Globalization;
using System.Text;

namespace Tracker.Documents.Writing.Pdf;

/// <summary>Numbers, strings and dates as PDF writes them.</summary>
internal static class PdfText
{
    public static string Number(double value) => Math.Round(value, 3).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A text string: plain where it is ASCII, else UTF-16 with its mark.</summary>
    public static string Of(string text) => text.All(character => character is >= ' ' and <= '~')
        ? "(" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal) + ")"
        : "<FEFF" + Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text)) + ">";

    public static string Date(DateTimeOffset instant) => "(D:" + instant.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "Z)";

    public static string Reference(int id) => string.Create(CultureInfo.InvariantCulture, $"{id} 0 R");
}
