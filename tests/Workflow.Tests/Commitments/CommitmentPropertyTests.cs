using FsCheck;
using FsCheck.Fluent;
using Random = Tracker.Workflow.Tests.Calendar.Random;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Tests.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Commitments;

public class CommitmentPropertyTests
{
    private static readonly Implementation[] Claims = Enum.GetValues<Implementation>();

    private static readonly Gen<Step[]> Histories =
        Gen.Choose(0, 5).Zip(Gen.Choose(0, 25)).Zip(Gen.Choose(-200, 400)).Zip(Gen.Choose(0, 2)).Select(x => new Step(x.Item1.Item1.Item1, x.Item1.Item1.Item2, x.Item1.Item2, x.Item2)).ArrayOf(12);

    [Fact]
    public void Derived_AnyHistory_EqualsASimpleFold() =>
        Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var (commitment, model, today) = (Promise.Of(), new Model(), Promise.MadeOn);
            foreach (var step in history)
            {
                today = today.AddDays(step.Wait);
                var done = Try(() => Do(commitment, step, today));
                model = done ? model.After(step, today, DateOf(step, today)) : model;
            }

            return commitment.Slipped == new Slippage(model.Slips, model.Days)
                && commitment.DueOn == model.Due
                && commitment.Promised == PromisedOn.Of("2021-09", "by September")
                && commitment.IsOpen == model.ClosedOn is null
                && commitment.ColourOn(today) == model.Colour(today)
                && commitment.Implementation == model.Claim
                && commitment.ReportCount == model.Reports
                && commitment.View == (model.ClosedOn is null ? View.Open : View.Closed);
        }).Check(Random.Thorough);

    /// <summary>A worker looks whenever it is told to and sometimes late; in between people report, revise, close and reopen.</summary>
    [Fact]
    public void Ask_AnyHistoryAndAnyPolling_KeepsThePromisesOfTheFollowUp() =>
        Prop.ForAll(Histories.Zip(Random.Days).ToArbitrary(), x =>
        {
            var (history, quietFrom) = x;
            var quiet = new QuietPeriod(quietFrom, quietFrom.AddDays(20), "Recess");
            var followUp = Promise.Default with { Ladder = ReminderLadder.Default with { QuietPeriods = [quiet] } };
            var (commitment, now, sentOn) = (Promise.Of(), Letter.At(Promise.MadeOn), new List<DateOnly>());
            foreach (var step in history)
            {
                var until = now.AddDays(step.Wait);
                foreach (var look in Looks(now, until, late: step.Claim % 3))
                {
                    if (commitment.Ask(followUp, unreachable: null, look) is not null)
                    {
                        sentOn.Add(LondonDay.Of(look));
                        Assert.True(commitment.IsOpen && !commitment.IsClaimedCompleted);
                    }
                }

                now = until;
                Try(() => Do(commitment, step, LondonDay.Of(now)));
            }

            return sentOn.TrueForAll(day => SlowCalendar.IsWorking(day) && !quiet.Covers(day))
                && sentOn.Zip(sentOn.Skip(1)).All(pair => WorkingDaysAfter(pair.First, pair.Second) >= 3)
                && commitment.Requests.Count(r => r.Outcome == ProgressRequestOutcome.Sent) == sentOn.Count
                && commitment.Requests.Select(r => (r.Rule, r.Occurrence, r.DateVersion)).Distinct().Count() == commitment.Requests.Count;
        }).Check(Random.Thorough);

    /// <summary>Every hour, every day, or once at the end.</summary>
    private static IEnumerable<DateTimeOffset> Looks(DateTimeOffset from, DateTimeOffset until, int late)
    {
        var every = late switch { 0 => TimeSpan.FromHours(1), 1 => TimeSpan.FromDays(1), _ => until - from };
        for (var at = from; every > TimeSpan.Zero && at <= until; at += every)
        {
            yield return at;
        }
    }

    private static void Do(Commitment commitment, Step step, DateOnly today)
    {
        switch (step.Kind)
        {
            case 0 or 1: commitment.Report(Claims[(step.Days + 200) % Claims.Length], today); break;
            case 2 or 3: commitment.Revise(DateOf(step, today), today); break;
            case 4: commitment.Close(today); break;
            default: commitment.Reopen("Not done.", Letter.At(today)); break;
        }
    }

    /// <summary>A day, a month or a year.</summary>
    private static string DateOf(Step step, DateOnly today) => $"{today.AddDays(step.Days):yyyy-MM-dd}"[..(step.Claim switch { 0 => 10, 1 => 7, _ => 4 })];

    private static bool Try(Action change)
    {
        try
        {
            change();
            return true;
        }
        catch (RefusedException refused)
        {
            Assert.StartsWith("commitment.", refused.Rule, StringComparison.Ordinal);
            return false;
        }
    }

    private static int WorkingDaysAfter(DateOnly first, DateOnly last) =>
        Enumerable.Range(1, Math.Max(0, last.DayNumber - first.DayNumber)).Count(days => SlowCalendar.IsWorking(first.AddDays(days)));

    private sealed record Step(int Kind, int Wait, int Days, int Claim);

    /// <summary>What is derived, kept by hand.</summary>
    private sealed record Model
    {
        private static readonly DateOnly First = new(2021, 9, 30);

        public DateOnly Due { get; private init; } = First;

        public int Slips { get; private init; }

        public int Days => Due.DayNumber - First.DayNumber;

        public Implementation? Claim { get; private init; }

        public int Reports { get; private init; }

        public DateOnly? ClosedOn { get; private init; }

        public Model After(Step step, DateOnly today, string date) => step.Kind switch
        {
            0 or 1 => this with { Claim = Claims[(step.Days + 200) % Claims.Length], Reports = Reports + 1 },
            2 or 3 => this with { Due = LastDay(date), Slips = Slips + (LastDay(date) > Due ? 1 : 0) },
            4 => this with { ClosedOn = today },
            _ => this with { ClosedOn = null },
        };

        public Colour Colour(DateOnly today)
        {
            var past = (ClosedOn ?? today) > Due;
            return Claim == Implementation.Completed || (Claim == Implementation.OnTrack && !past) ? Tracker.Workflow.Commitments.Colour.Green
                : past || Claim == Implementation.OffTrack ? Tracker.Workflow.Commitments.Colour.Red
                : Tracker.Workflow.Commitments.Colour.Amber;
        }

        private static DateOnly LastDay(string date)
        {
            var parts = date.Split('-').Select(p => int.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            var month = parts.Length > 1 ? parts[1] : 12;
            return new(parts[0], month, parts.Length > 2 ? parts[2] : DateTime.DaysInMonth(parts[0], month));
        }
    }
}
