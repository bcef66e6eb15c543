using FsCheck;
using FsCheck.Fluent;
using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public class ReminderPropertyTests
{
    private static readonly Gen<(DateOnly Issued, DateOnly Due, QuietPeriod Quiet)> Replies =
        Random.Days.Zip(Gen.Choose(0, 120)).Zip(Gen.Choose(-20, 150)).Zip(Gen.Choose(0, 40)).Select(x =>
        {
            var (((issued, days), quietAfter), length) = x;
            var from = issued.AddDays(quietAfter);
            return (issued, issued.AddDays(days), new QuietPeriod(from, from.AddDays(length), "Recess"));
        });

    [Fact]
    public void Plan_AnyDeadline_KeepsThePromisesOfTheLadder() =>
        Prop.ForAll(Replies.ToArbitrary(), x =>
        {
            var ladder = ReminderLadder.Default with { QuietPeriods = [x.Quiet] };
            var plan = ladder.Plan(new(x.Issued, x.Due, 1), Letter.England).Take(12).ToList();
            var sent = plan.Where(step => step.Skipped is null).ToList();

            return sent.All(step => SlowCalendar.IsWorking(step.On) && !(x.Quiet.From <= step.On && step.On <= x.Quiet.Until))
                && sent.Zip(sent.Skip(1)).All(pair => WorkingDaysAfter(pair.First.On, pair.Second.On) >= 3)
                && sent.All(step => step.Rule == "chase" ? step.On > x.Due : step.On <= x.Due && step.On > x.Issued)
                && plan.All(step => LondonDay.TimeOf(step.At) == new TimeOnly(9, 0) && LondonDay.Of(step.At) == step.On)
                && plan.Select(step => (step.Rule, step.Occurrence)).Distinct().Count() == plan.Count;
        }).Check(Random.Thorough);

    [Fact]
    public void Plan_AnyDeadline_HasTheNominalDaysOfTheOracle() =>
        Prop.ForAll(Replies.ToArbitrary(), x =>
        {
            var plan = ReminderLadder.Default.Plan(new(x.Issued, x.Due, 1), Letter.England).Take(8).ToDictionary(step => (step.Rule, step.Occurrence));

            return plan[("acknowledge", 1)].NominalOn == SlowCalendar.Walk(x.Issued, 5, SlowCalendar.IsWorking)
                && plan[("due-soon-10", 1)].NominalOn == SlowCalendar.WalkBack(x.Due, 10)
                && plan[("due-soon-3", 1)].NominalOn == SlowCalendar.WalkBack(x.Due, 3)
                && Enumerable.Range(0, 5).All(n => plan[("chase", n + 1)].NominalOn == SlowCalendar.Walk(x.Due, 1 + (5 * n), SlowCalendar.IsWorking));
        }).Check(Random.Thorough);

    /// <summary>A worker that asks again and again, sometimes after being off, never sends twice and never forgets a step.</summary>
    [Fact]
    public void DueBy_AnyPolling_HandlesEveryStepExactlyOnce() =>
        Prop.ForAll(Replies.Zip(Gen.Choose(1, 400).ArrayOf(20)).ToArbitrary(), x =>
        {
            var ((issued, due, quiet), waits) = x;
            var ladder = ReminderLadder.Default with { QuietPeriods = [quiet] };
            var reply = new AwaitedReply(issued, due, 1);
            var now = Letter.At(issued);
            var progress = new ReminderProgress(now);
            var handled = new List<(string Rule, int Occurrence)>();
            var sentOn = new List<DateOnly>();
            foreach (var hours in waits)
            {
                now = now.AddHours(hours);
                var found = ladder.DueBy(now, reply, Letter.England, progress);
                if (found.SendAt > now)
                {
                    continue;
                }

                handled.AddRange(found.NotSent.Append(found.Send).OfType<ReminderStep>().Select(step => (step.Rule, step.Occurrence)));
                sentOn.AddRange(found.Send is null ? [] : [LondonDay.Of(now)]);
                progress = new(now, found.Send is null ? progress.LastSentOn : LondonDay.Of(now));
            }

            var plan = ladder.Plan(reply, Letter.England);
            var expected = plan.Take(3).Where(step => Letter.At(issued) < step.At && step.At <= progress.After)
                .Concat(plan.Skip(3).TakeWhile(step => step.At <= progress.After));
            return handled.Order().SequenceEqual(expected.Select(step => (step.Rule, step.Occurrence)).Order())
                && sentOn.Zip(sentOn.Skip(1)).All(pair => WorkingDaysAfter(pair.First, pair.Second) >= 3);
        }).Check(Random.Thorough);

    private static int WorkingDaysAfter(DateOnly first, DateOnly last) =>
        Enumerable.Range(1, Math.Max(0, last.DayNumber - first.DayNumber)).Count(days => SlowCalendar.IsWorking(first.AddDays(days)));
}
