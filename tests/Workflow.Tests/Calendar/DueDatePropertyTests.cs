using FsCheck;
using FsCheck.Fluent;
using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public class DueDatePropertyTests
{
    private static readonly Gen<DateOnly> Starts =
        Gen.Choose(new DateOnly(2020, 1, 1).DayNumber, new DateOnly(2026, 12, 31).DayNumber).Select(DateOnly.FromDayNumber);

    [Fact]
    public void Fold_PausedBeforeTheDueDate_AgreesWithAClockThatStandsStill() =>
        Prop.ForAll(Starts.Zip(Gen.Choose(1, 60)).Zip(Gen.Choose(0, 40)).Zip(Gen.Choose(0, 60)).ToArbitrary(), x =>
        {
            var (((start, days), wait), length) = x;
            return new[] { true, false }.All(working =>
            {
                DueRule rule = working ? new DueRule.WorkingDays(days, Anchor.Issue, Counting.From) : new DueRule.CalendarDays(days, Anchor.Issue, Counting.From);
                Func<DateOnly, bool> counts = working ? SlowCalendar.IsWorking : _ => true;
                var ledger = Letter.Due(rule, dates: new(start) { IssuedOn = start });
                var paused = new[] { start.AddDays(wait + 1), ledger.Fold().DueOn!.Value }.Min();
                var restarted = paused.AddDays(length);

                var due = ledger.Pause(paused).Restart(restarted).Fold().DueOn;

                return due == SlowCalendar.Walk(start, days, counts, (paused, restarted));
            });
        }).Check(Random.Thorough);

    [Fact]
    public void Append_AnyHistory_IsRefusedByNameOrKeepsTheInvariants() =>
        Prop.ForAll(Starts.Zip(Steps).ToArbitrary(), x =>
        {
            var (start, steps) = x;
            var ledger = Letter.Due(new DueRule.WorkingDays(10, Anchor.Issue, Counting.From) { Roll = Roll.NextWorkingDay }, "health-scrutiny", new(start) { IssuedOn = start });
            var first = ledger.Fold();
            foreach (var step in steps)
            {
                var before = ledger.Fold();
                ledger = Tried(ledger, Entry(step, start));
                var after = ledger.Fold();
                var moved = before.DueOn != after.DueOn ? 1 : 0;
                if (after.Version != before.Version + moved || after.OriginalDueOn != first.DueOn || after.StatutoryOn != first.StatutoryOn)
                {
                    return false;
                }
            }

            return true;
        }).Check(Random.Thorough);

    [Fact]
    public void Fold_ExtensionsAndPausesOnly_NeverBringTheDateForward() =>
        Prop.ForAll(Starts.Zip(Steps).ToArbitrary(), x =>
        {
            var (start, steps) = x;
            var ledger = Letter.Due(new DueRule.CalendarDays(28, Anchor.Issue, Counting.From), dates: new(start) { IssuedOn = start });
            var days = new List<DateOnly?> { ledger.Fold().DueOn };
            foreach (var step in steps.Where(step => step.Kind != 3))
            {
                ledger = Tried(ledger, Entry(step, start));
                days.Add(ledger.Fold().DueOn);
            }

            return days.SequenceEqual(days.Order());
        }).Check(Random.Thorough);

    private static Gen<(int Kind, int Days, int Recorded)[]> Steps { get; } =
        Gen.Choose(0, 3).Zip(Gen.Choose(0, 90)).Zip(Gen.Choose(0, 90)).Select(x => (x.Item1.Item1, x.Item1.Item2, x.Item2)).ArrayOf(8);

    private static DueDateEntry Entry((int Kind, int Days, int Recorded) step, DateOnly start)
    {
        var (on, at) = (start.AddDays(step.Days), Letter.At(start.AddDays(step.Recorded)));
        return step.Kind switch
        {
            0 => new DueDateEntry.Extension(on, "Staff are ill", "A. Officer", at),
            1 => new DueDateEntry.Pause("election", "Not sitting", on, at),
            2 => new DueDateEntry.Restart(on, at),
            _ => new DueDateEntry.Override(on, "Agreed", "B. Chair", at),
        };
    }

    private static DueDateLedger Tried(DueDateLedger ledger, DueDateEntry entry)
    {
        try
        {
            return ledger.Append(entry);
        }
        catch (RefusedException refused)
        {
            Assert.StartsWith("request.", refused.Rule, StringComparison.Ordinal);
            return ledger;
        }
    }
}
