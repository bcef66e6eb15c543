using System.Globalization;

namespace Tracker.Workflow.Mail;

/// <summary>Days as messages name them.</summary>
internal static class MailDay
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Such as "Friday 11 August 2023".</summary>
    public static string? Long(DateOnly? day) => day?.ToString("dddd d MMMM yyyy", English);

    /// <summary>Such as "11 August 2023", where there is little room.</summary>
    public static string? Short(DateOnly? day) => day?.ToString("d MMMM yyyy", English);
}
