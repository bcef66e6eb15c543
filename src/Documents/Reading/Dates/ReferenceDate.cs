using System.Text.RegularExpressions;

namespace Tracker.Documents.Reading.Dates;

/// <summary>The day that a reference number carries in itself.</summary>
public static class ReferenceDate
{
    private static readonly Regex Scheme = Pattern.Exact(@"^[A-Za-z]{1,12}(?<day>[0-9]{2})(?<month>[0-9]{2})(?<year>[0-9]{2})-[0-9]{1,12}\z");

    /// <summary>The day on which a letter was received, from a reference made of letters, that day as ddmmyy, a hyphen and a number.</summary>
    /// <param name="reference">The whole reference, such as <c>MGLA251023-9095</c>; spaces around it do not matter.</param>
    /// <returns>A day of 2000 to 2099; <see langword="null"/> when the reference is made otherwise or the day does not exist.</returns>
    public static DateOnly? Read(string reference) => Scheme.Match(reference.Trim()) is { Success: true, Groups: var parts }
        ? Calendar.Day(Calendar.Year(parts["year"].Value), Number(parts["month"]), Number(parts["day"]))
        : null;

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
}
