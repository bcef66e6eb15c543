using System.Text.Json;

namespace Tracker.Workflow.Calendar;

/// <summary>The calendars that are known, found by name and version.</summary>
public sealed class WorkingCalendars
{
    private readonly IReadOnlyDictionary<CalendarVersion, WorkingCalendar> calendars;

    /// <summary>A set of calendars.</summary>
    /// <param name="calendars">No two with the same name and version.</param>
    public WorkingCalendars(IEnumerable<WorkingCalendar> calendars) => this.calendars = calendars.ToDictionary(c => c.Id);

    /// <summary>The calendars shipped with the product.</summary>
    public static WorkingCalendars Shipped { get; } = new([Read(CalendarResource.Text("england-and-wales.json"))]);

    /// <summary>That version of that calendar.</summary>
    /// <exception cref="KeyNotFoundException">It is not known.</exception>
    public WorkingCalendar Find(CalendarVersion id) =>
        calendars.GetValueOrDefault(id) ?? throw new KeyNotFoundException($"There is no calendar {id}. Known: {string.Join(", ", calendars.Keys)}.");

    /// <summary>The newest version of that calendar.</summary>
    /// <param name="name">Such as <c>england-and-wales</c>.</param>
    /// <exception cref="KeyNotFoundException">No version of it is known.</exception>
    public WorkingCalendar Latest(string name) =>
        calendars.Values.Where(c => c.Id.Name == name).MaxBy(c => c.Id.Version, StringComparer.Ordinal)
            ?? throw new KeyNotFoundException($"There is no calendar {name}. Known: {string.Join(", ", calendars.Keys)}.");

    /// <summary>The names of the calendars, each once.</summary>
    public IReadOnlyList<string> Names => [.. calendars.Keys.Select(id => id.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The versions of that calendar, oldest first; empty when none is known.</summary>
    public IReadOnlyList<string> VersionsOf(string name) => [.. calendars.Keys.Where(id => id.Name == name).Select(id => id.Version).Order(StringComparer.Ordinal)];

    /// <summary>The same calendars and one more, such as a new version with a new bank holiday.</summary>
    public WorkingCalendars With(WorkingCalendar calendar) => new(calendars.Values.Append(calendar));

    /// <summary>Reads a calendar from JSON in the form of <c>england-and-wales.json</c>.</summary>
    /// <exception cref="JsonException">A property is missing, unknown or ill-formed.</exception>
    public static WorkingCalendar Read(string json) => new(JsonSerializer.Deserialize<CalendarFile>(json, CalendarJson.Options)
        ?? throw new JsonException("The calendar is null."));
}
