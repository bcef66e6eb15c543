using FsCheck;
using FsCheck.Fluent;
using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

/// <summary>What a promised day does to the ladder of the letter of 4 July 2023, due 11 August: nothing but one question until it has passed.</summary>
public class PromiseTests
{
    private const string Held = "A reply is promised for 22 August 2023.";
    private static readonly ReminderLadder Ladder = ReminderLadder.Default;
    private static readonly PromisedReply Promise = new(new(2023, 8, 22), Letter.At(new(2023, 7, 20)));
    private static readonly AwaitedReply Reply = new(Letter.On, new(2023, 8, 11), 1) { Promise = Promise };

    [Fact]
    public void Plan_PromiseInTheFuture_AsksOnceAndGoesOnAfterIt()
    {
        var plan = Ladder.Plan(Reply, Letter.England, new(Promise.MadeAt)).Take(6).ToList();

        Assert.Equal(["due-soon-10 28/07", "due-soon-3 08/08 held", "chase 14/08 held", "chase 21/08 held", "chase 29/08", "chase 05/09"], Short(plan));
        Assert.All(plan, step => Assert.Equal(Promise.On, step.PromisedOn));
        Assert.Equal([false, false, false, false, true, true], plan.Select(step => step.JoinsEscalation));
    }

    [Fact]
    public void Plan_QuestionAsked_HoldsEverythingBackUntilTheDayHasPassed()
    {
        var plan = Ladder.Plan(Reply with { Promise = Promise with { IsAsked = true } }, Letter.England, new(Promise.MadeAt)).Take(5);

        Assert.Equal(["due-soon-10 28/07 held", "due-soon-3 08/08 held", "chase 14/08 held", "chase 21/08 held", "chase 29/08"], Short(plan));
    }

    [Fact]
    public void Plan_StepOnThePromisedDayItself_IsHeldBack() =>
        Assert.Equal(
            ["due-soon-10 28/07 held", "due-soon-3 08/08", "chase 14/08"],
            Short(Ladder.Plan(Reply with { Promise = Promise with { On = new(2023, 7, 28) } }, Letter.England, new(Promise.MadeAt)).Take(3)));

    [Fact]
    public void Plan_StepTooSoon_LeavesTheQuestionToTheNext() =>
        Assert.Equal(["due-soon-3 08/08", "chase 14/08 held"], Short(Ladder.Plan(Reply, Letter.England, new(Promise.MadeAt, new(2023, 7, 27))).Skip(1).Take(2)));

    [Fact]
    public void Plan_StruckStep_LeavesTheQuestionToTheNext() =>
        Assert.Equal(
            ["due-soon-3 08/08", "chase 14/08 held"],
            Short(Ladder.Plan(Reply with { Struck = [("due-soon-10", 1)] }, Letter.England, new(Promise.MadeAt)).Skip(1).Take(2)));

    [Fact]
    public void DueBy_SeveralDueBeforeThePromisedDay_SendsOneQuestion()
    {
        var due = Ladder.DueBy(Letter.At(new(2023, 8, 14)), Reply, Letter.England, new(Promise.MadeAt));

        Assert.Equal("chase", due.Send!.Rule);
        Assert.Equal(["due-soon-10", "due-soon-3"], due.NotSent.Select(step => step.Rule));
    }

    [Fact]
    public void DueBy_QuestionAsked_SendsNothingAndSaysWhy()
    {
        var asked = Reply with { Promise = Promise with { IsAsked = true } };

        var due = Ladder.DueBy(Letter.At(new(2023, 8, 21)), asked, Letter.England, new(Letter.At(new(2023, 7, 28)), new(2023, 7, 28)));

        Assert.Null(due.Send);
        Assert.Equal([Held, Held, Held], due.NotSent.Select(step => step.Skipped));
    }

    /// <summary>What was held back is not made up for on the day after.</summary>
    [Fact]
    public void DueBy_DayAfterThePromisedOne_StillSendsNothingUntilTheNextStep()
    {
        var asked = Reply with { Promise = Promise with { IsAsked = true } };
        var progress = new ReminderProgress(Letter.At(new(2023, 7, 28)), new(2023, 7, 28));

        var before = Ladder.DueBy(Letter.At(new(2023, 8, 23)), asked, Letter.England, progress);
        var then = Ladder.DueBy(Letter.At(new(2023, 8, 29)), asked, Letter.England, progress);

        Assert.Null(before.Send);
        Assert.Equal(("chase", 3), (then.Send!.Rule, then.Send.Occurrence));
        Assert.Equal([Held, Held, Held], then.NotSent.Select(step => step.Skipped));
    }

    /// <summary>Planned is what goes, before the promised day one question at most, and every step is dealt with once.</summary>
    [Fact]
    public void DueBy_AskedAtEveryStep_SendsWhatIsPlanned() =>
        Prop.ForAll(Random.Days.Zip(Gen.Choose(0, 90)).Zip(Gen.Choose(0, 100)).Zip(Gen.Choose(0, 60)).ToArbitrary(), x =>
        {
            var (((issued, days), madeAfter), promisedAfter) = x;
            var made = Letter.At(issued.AddDays(madeAfter));
            var reply = new AwaitedReply(issued, issued.AddDays(days), 1) { Promise = new(issued.AddDays(madeAfter + promisedAfter), made) };
            var planned = Ladder.Plan(reply, Letter.England, new(made)).Take(14).ToList();
            var (progress, sent, handled) = (new ReminderProgress(made), new List<ReminderStep>(), new List<(string, int)>());
            foreach (var at in planned.Select(step => step.At).Distinct().Order()) // an acknowledgement that is not asked for any more may stand before earlier chases
            {
                var awaited = reply with { Promise = reply.Promise! with { IsAsked = sent.Count > 0 } };
                var due = Ladder.DueBy(at, awaited, Letter.England, progress);
                if (due.Send is { } step)
                {
                    sent.Add(step);
                    handled.AddRange(due.NotSent.Append(step).Select(s => (s.Rule, s.Occurrence)));
                    progress = new(at, LondonDay.Of(at));
                }
            }

            return sent.Select(s => (s.Rule, s.Occurrence)).SequenceEqual(planned.Where(s => s.Skipped is null).Select(s => (s.Rule, s.Occurrence)))
                && sent.Count(s => s.On <= reply.Promise!.On) <= 1
                && sent.TrueForAll(s => s.On != reply.Promise!.On)
                && handled.Distinct().Count() == handled.Count;
        }).Check(Random.Thorough);

    [Theory]
    [InlineData("2023-07-19", false, "request.promise-in-past")]
    [InlineData("2023-07-20", false, null)]
    [InlineData("2023-09-08", false, null)] // 28 days after the due date
    [InlineData("2023-09-09", false, "request.promise-over-cap")]
    [InlineData("2023-12-24", true, null)]
    public void CheckPromise_BeforeTheDueDate_IsCappedFromIt(string on, bool byChair, string? rule) =>
        Assert.Equal(rule, RuleOf(() => DueDateRefusals.CheckPromise(Day(on), new(2023, 7, 20), Letter.DueOn(8, 11), byChair)));

    [Theory]
    [InlineData("2023-09-29", null)] // 28 days after the day it is made
    [InlineData("2023-09-30", "request.promise-over-cap")]
    public void CheckPromise_AfterTheDueDate_IsCappedFromTheDayItIsMade(string on, string? rule) =>
        Assert.Equal(rule, RuleOf(() => DueDateRefusals.CheckPromise(Day(on), new(2023, 9, 1), Letter.DueOn(8, 11), byChair: false)));

    [Fact]
    public void CheckPromise_WithoutDueDate_IsTaken() =>
        Assert.Null(RuleOf(() => DueDateRefusals.CheckPromise(new(2024, 7, 20), new(2023, 7, 20), Letter.Due(new DueRule.NoDate()), byChair: false)));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string? RuleOf(Action change) => (Record.Exception(change) as RefusedException)?.Rule;

    private static IEnumerable<string> Short(IEnumerable<ReminderStep> steps) => steps.Select(step =>
        $"{step.Rule} {step.On.ToString("dd'/'MM", System.Globalization.CultureInfo.InvariantCulture)}{(step.Skipped is null ? "" : step.Skipped == Held || step.Skipped == "A reply is promised for 28 July 2023." ? " held" : $" ({step.Skipped})")}");
}
