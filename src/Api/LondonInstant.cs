using System.Globalization;
using Tracker.Workflow.Calendar;

namespace Tracker.Api;

/// <summary>Reads an instant; a day alone means its first instant in London.</summary>
internal static class LondonInstant
{
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            instant = LondonDay.StartOf(day);
            return true;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
