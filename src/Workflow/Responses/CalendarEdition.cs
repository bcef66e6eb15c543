using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Access;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>A version of a calendar made here, between two releases: a bank holiday that was proclaimed or moved. Rows are only ever added.</summary>
/// <remarks>It is kept beside the ledgers that count with it, because the calendar itself knows no database.</remarks>
public sealed class CalendarEdition
{
    private CalendarEdition()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>The calendar's name, such as <c>england-and-wales</c>.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Sorts after every version of that calendar before it.</summary>
    public string Version { get; private init; } = "";

    /// <summary>The version that the changes are laid over; each has at most one edition, so that two cannot be made past each other.</summary>
    public string BuildsOn { get; private init; } = "";

    public IReadOnlyList<BankHoliday> Added { get; private init; } = [];

    public IReadOnlyList<DateOnly> Removed { get; private init; } = [];

    /// <summary>Why, in words the public may read.</summary>
    public string Reason { get; private init; } = "";

    public string AppliedBy { get; private init; } = "";

    public DateTimeOffset AppliedAt { get; private init; }

    internal static CalendarEdition Of(CalendarChange change, string reason, Actor appliedBy, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = change.Calendar.Id.Name,
        Version = change.Calendar.Id.Version,
        BuildsOn = change.BuildsOn,
        Added = change.Holidays.Added,
        Removed = change.Holidays.Removed,
        Reason = reason,
        AppliedBy = appliedBy.Name,
        AppliedAt = now,
    };

    /// <summary>The calendars with this edition among them.</summary>
    internal WorkingCalendars LaidOver(WorkingCalendars calendars) => calendars.With(calendars.Find(new(Name, BuildsOn)).Changed(Version, Added, Removed));
}

/// <summary>Which bank holidays change.</summary>
/// <param name="Added">Days that become bank holidays.</param>
/// <param name="Removed">Days that are bank holidays no more.</param>
public sealed record ChangedHolidays(IReadOnlyList<BankHoliday> Added, IReadOnlyList<DateOnly> Removed);

/// <summary>A version of a calendar as it would be.</summary>
/// <param name="Calendar">The calendar with the change.</param>
/// <param name="BuildsOn">The newest version without it.</param>
/// <param name="Holidays">The change.</param>
internal sealed record CalendarChange(WorkingCalendar Calendar, string BuildsOn, ChangedHolidays Holidays)
{
    /// <exception cref="RefusedException"><c>calendar.unknown</c>, <c>calendar.version-not-later</c>, <c>calendar.already-holiday</c> or <c>calendar.not-a-holiday</c>.</exception>
    public static CalendarChange Of(string name, string? version, ChangedHolidays holidays, WorkingCalendars calendars)
    {
        RefusedException.Unless(calendars.Names.Contains(name), "calendar.unknown", $"There is no calendar {name}. Known: {string.Join(", ", calendars.Names)}.");
        var newest = calendars.Latest(name);
        return new(newest.Changed(version ?? newest.Id.Next(), holidays.Added, holidays.Removed), newest.Id.Version, holidays);
    }
}

internal sealed class CalendarEditionConfiguration : IEntityTypeConfiguration<CalendarEdition>
{
    public void Configure(EntityTypeBuilder<CalendarEdition> edition)
    {
        edition.ToTable("CalendarEdition");
        edition.Property(e => e.Id).ValueGeneratedNever();
        edition.Property(e => e.Name).HasMaxLength(60);
        edition.Property(e => e.Version).HasMaxLength(60);
        edition.Property(e => e.BuildsOn).HasMaxLength(60);
        edition.Property(e => e.Added).HasJson();
        edition.Property(e => e.Removed).HasJson();
        edition.Property(e => e.Reason).HasMaxLength(500);
        edition.Property(e => e.AppliedBy).HasMaxLength(254);
        edition.HasIndex(e => new { e.Name, e.Version }).IsUnique();
        edition.HasIndex(e => new { e.Name, e.BuildsOn }).IsUnique();
    }
}
