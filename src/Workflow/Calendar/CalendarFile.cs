namespace Tracker.Workflow.Calendar;

/// <summary>A calendar as it is written down: one division of https://www.gov.uk/bank-holidays.json.</summary>
internal sealed record CalendarFile
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Division { get; init; }

    public required Uri Source { get; init; }

    /// <summary>Years whose list has been published.</summary>
    public required IReadOnlyList<int> Published { get; init; }

    /// <summary>Years worked out by the usual rules.</summary>
    public required IReadOnlyList<int> ByRule { get; init; }

    public required IReadOnlyList<BankHoliday> Holidays { get; init; }
}
