using FsCheck;
using FsCheck.Fluent;

namespace Tracker.Workflow.Tests.Calendar;

internal static class Random
{
    /// <summary>Days from which a year can be counted either way inside the data.</summary>
    public static Gen<DateOnly> Days { get; } =
        Gen.Choose(new DateOnly(2020, 3, 1).DayNumber, new DateOnly(2027, 10, 31).DayNumber).Select(DateOnly.FromDayNumber);

    public static Config Thorough { get; } = Config.QuickThrowOnFailure.WithMaxTest(500);
}
