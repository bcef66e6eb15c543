namespace Tracker.Documents.Reading.Dates;

/// <summary>Names of months and weekdays in English and Welsh.</summary>
internal static class Calendar
{
    public const string Months =
        "january|february|march|april|may|june|july|august|september|october|november|december|"
        + "ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr|"
        + "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";

    public const string Weekdays =
        "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun|"
        + "dydd llun|dydd mawrth|dydd mercher|dydd iau|dydd gwener|dydd sadwrn|dydd sul";

    private static readonly string[] English = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] Welsh =
        ["ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr"];

    private static readonly string[] EnglishDays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] WelshDays = ["sul", "llun", "mawrth", "mercher", "iau", "gwener", "sadwrn"];

    public static int Month(string name)
    {
        var month = name.ToLowerInvariant();
        var welsh = Array.IndexOf(Welsh, month);
        return 1 + (welsh >= 0 ? welsh : Array.IndexOf(English, month[..3]));
    }

    public static DayOfWeek? Weekday(string name)
    {
        var day = name.ToLowerInvariant();
        var at = day.StartsWith("dydd ", StringComparison.Ordinal) ? Array.IndexOf(WelshDays, day[5..]) : day.Length < 3 ? -1 : Array.IndexOf(EnglishDays, day[..3]);
        return at < 0 ? null : (DayOfWeek)at;
    }

    public static DateOnly? Day(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    /// <summary>24 reads as 2024.</summary>
    public static int Year(string digits)
    {
        var year = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        return year < 100 ? 2000 + year : year;
    }
}
