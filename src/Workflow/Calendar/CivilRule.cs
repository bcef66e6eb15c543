using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Workflow.Calendar;

/// <summary>A recurring civil time in London, such as <c>next day 02:30</c>, <c>next working day 09:00</c> or <c>next Monday 08:00</c>.</summary>
/// <remarks>The day is always a later one than today, so that a loop over the rule comes round once a day, once a working day or once a week.</remarks>
[JsonConverter(typeof(CivilRuleJson))]
public sealed record CivilRule
{
    private static readonly string[] WeekDays = Enum.GetNames<DayOfWeek>();

    private readonly string day;

    private CivilRule(string day, TimeOnly time)
    {
        this.day = day;
        Time = time;
    }

    /// <summary>The time of day in London.</summary>
    public TimeOnly Time { get; }

    /// <summary>Reads <c>next DAY HH:MM</c>, where DAY is <c>day</c>, <c>working day</c> or the English name of a weekday; in any case.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static CivilRule Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is [var next, .. var middle, var clock] && next.Equals("next", StringComparison.OrdinalIgnoreCase)
            && TimeOnly.TryParseExact(clock, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && Known(string.Join(' ', middle)) is { } day)
        {
            return new(day, time);
        }

        throw new FormatException($"'{text}' is not a rule such as 'next day 02:30', 'next working day 09:00' or 'next Monday 08:00'.");
    }

    /// <summary>The instant (UTC) that the rule means when it is asked at another.</summary>
    /// <param name="now">The instant from which it is counted; its day in London is passed over.</param>
    /// <param name="calendar">Says which days are working days.</param>
    /// <remarks>Clock changes as <see cref="LondonDay.At"/>: a time that spring skips is an hour later, of a time that autumn repeats the first is meant.</remarks>
    /// <exception cref="CalendarYearMissingException">A working day is asked for in a year without data.</exception>
    public DateTimeOffset After(DateTimeOffset now, WorkingCalendar calendar)
    {
        var on = LondonDay.Of(now).AddDays(1);
        while (!IsMeant(on, calendar))
        {
            on = on.AddDays(1);
        }

        return LondonDay.At(on, Time);
    }

    /// <summary>The rule in the form that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"next {day} {Time:HH\\:mm}");

    private bool IsMeant(DateOnly on, WorkingCalendar calendar) => day switch
    {
        "day" => true,
        "working day" => calendar.IsWorkingDay(on),
        _ => on.DayOfWeek.ToString() == day,
    };

    private static string? Known(string words) => WeekDays.Append("day").Append("working day").FirstOrDefault(d => d.Equals(words, StringComparison.OrdinalIgnoreCase));
}

/// <summary>As text.</summary>
internal sealed class CivilRuleJson : JsonConverter<CivilRule>
{
    public override CivilRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return CivilRule.Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
        }
        catch (FormatException refused)
        {
            throw new JsonException(refused.Message, refused);
        }
    }

    public override void Write(Utf8JsonWriter writer, CivilRule value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
