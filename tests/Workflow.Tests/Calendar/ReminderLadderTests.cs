using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public class ReminderLadderTests
{
    private static readonly AwaitedReply Reply = new(Letter.On, new(2023, 8, 11), 1);
    private static readonly ReminderLadder Ladder = ReminderLadder.Default;

    [Fact]
    public void Plan_LetterOfTheVectors_IsTheWholeLadder()
    {
        var plan = Ladder.Plan(Reply, Letter.England).Take(6).ToList();

        Assert.Equal(
            "acknowledge 1 11/07, due-soon-10 1 28/07, due-soon-3 1 08/08, chase 1 14/08, chase 2 21/08, chase 3 29/08 escalated",
            Short(plan));
        Assert.All(plan, step => Assert.Equal(new TimeOnly(9, 0), LondonDay.TimeOf(step.At)));
        Assert.Equal(new(2023, 7, 11, 8, 0, 0, TimeSpan.Zero), plan[0].At);
        Assert.Equal([0, 1, 1, 1, 1, 1], plan.Select(step => step.DeadlineVersion));
    }

    [Fact]
    public void Plan_NoDueDate_OnlyAsksForAnAcknowledgement() =>
        Assert.Equal("acknowledge 1 11/07", Short(Ladder.Plan(Reply with { DueOn = null }, Letter.England)));

    [Fact]
    public void Plan_Acknowledged_LeavesItOut() =>
        Assert.Equal("due-soon-10", Ladder.Plan(Reply with { IsAcknowledged = true }, Letter.England).First().Rule);

    [Fact]
    public void Plan_ShortDeadline_SkipsWhatFallsBeforeTheIssueOrAfterTheDate()
    {
        var plan = Ladder.Plan(Reply with { DueOn = new(2023, 7, 11) }, Letter.England).Take(4);

        Assert.Equal(
            "due-soon-10 1 27/06 (The letter is not issued before that day.), due-soon-3 1 06/07, "
            + "acknowledge 1 11/07 (The reply itself is due by then.), chase 1 12/07",
            Short(plan));
    }

    [Fact]
    public void Plan_DueSoonOnTheDayOfIssue_IsSkipped() =>
        Assert.NotNull(Ladder.Plan(Reply with { DueOn = new(2023, 7, 18) }, Letter.England).First(step => step.Rule == "due-soon-10").Skipped);

    [Fact]
    public void Plan_TwoWithinTheGap_SkipsTheLater()
    {
        var plan = Ladder.Plan(Reply with { DueOn = new(2023, 7, 26) }, Letter.England).Take(4); // due soon on the 12th, a day after the acknowledgement

        Assert.Equal(
            "acknowledge 1 11/07, due-soon-10 1 12/07 (Less than 3 working days after the reminder before it.), due-soon-3 1 21/07, chase 1 27/07",
            Short(plan));
    }

    [Theory]
    [InlineData(27, true)] // due soon on the 13th: two working days after the 11th
    [InlineData(28, false)] // on the 14th: three
    public void Plan_Gap_IsThreeWorkingDays(int due, bool skipped)
    {
        var dueSoon = Ladder.Plan(Reply with { DueOn = new(2023, 7, due) }, Letter.England).ElementAt(1);

        Assert.Equal(skipped, dueSoon.Skipped is not null);
    }

    [Fact]
    public void Plan_QuietPeriod_MovesToTheWorkingDayAfterAndSkipsTheCrowd()
    {
        var ladder = Ladder with { QuietPeriods = [new(new(2023, 8, 7), new(2023, 8, 25), "Recess")] };

        var plan = ladder.Plan(Reply, Letter.England).Skip(1).Take(6);

        Assert.Equal(
            "due-soon-10 1 28/07, due-soon-3 1 29/08 (A quiet period lasts past the due date.), chase 1 29/08, "
            + "chase 2 29/08 (Less than 3 working days after the reminder before it.), "
            + "chase 3 29/08 escalated (Less than 3 working days after the reminder before it.), chase 4 05/09 escalated",
            Short(plan));
    }

    [Fact]
    public void Plan_DueDateAtTheEndOfTheData_StillPlansWhatCanBeKnown()
    {
        var plan = Ladder.Plan(new(new(2028, 11, 1), new(2028, 12, 29), 1), Letter.England);

        Assert.Equal("acknowledge 1 08/11, due-soon-10 1 13/12, due-soon-3 1 22/12", Short(plan.Take(3)));
        Assert.Equal(2029, Assert.Throws<CalendarYearMissingException>(() => plan.ElementAt(3)).Year);
    }

    [Fact]
    public void Next_AfterAStep_IsTheOneAfterIt()
    {
        var next = Ladder.Next(Reply, Letter.England, new(LondonDay.At(new(2023, 8, 14), new(9, 0)), new(2023, 8, 14)));

        Assert.Equal("chase 2 21/08", Short([next!]));
    }

    [Fact]
    public void Next_SentLate_KeepsTheGapFromTheDayItReallyWent()
    {
        var progress = new ReminderProgress(LondonDay.At(new(2023, 8, 14), new(9, 0)), LastSentOn: new(2023, 8, 18));

        Assert.Equal("chase 3 29/08 escalated", Short([Ladder.Next(Reply, Letter.England, progress)!])); // the 21st is one working day after
    }

    [Fact]
    public void Next_Extended_BelongsToTheNewVersionAndRepeatsNothing()
    {
        var progress = new ReminderProgress(Letter.At(new(2023, 8, 10)), LastSentOn: new(2023, 8, 8));

        var next = Ladder.Next(Reply with { DueOn = new(2023, 8, 25), DeadlineVersion = 2 }, Letter.England, progress);

        Assert.Equal("due-soon-10 1 11/08", Short([next!]));
        Assert.Equal(2, next!.DeadlineVersion);
    }

    [Fact]
    public void Next_OnlyTheAcknowledgementAndItWent_IsNull() =>
        Assert.Null(Ladder.Next(Reply with { DueOn = null }, Letter.England, new(Letter.At(new(2023, 7, 11)))));

    [Fact]
    public void DueBy_InTime_SendsTheOne()
    {
        var due = Ladder.DueBy(LondonDay.At(new(2023, 8, 14), new(9, 0)), Reply, Letter.England, new(Letter.At(new(2023, 8, 8)), new(2023, 8, 8)));

        Assert.Equal("chase 1 14/08", Short([due.Send!]));
        Assert.Equal(due.Send!.At, due.SendAt);
        Assert.Empty(due.NotSent);
    }

    [Fact]
    public void DueBy_OneMinuteEarly_SendsNothing()
    {
        var due = Ladder.DueBy(LondonDay.At(new(2023, 8, 14), new(8, 59)), Reply, Letter.England, new(Letter.At(new(2023, 8, 8)), new(2023, 8, 8)));

        Assert.Null(due.Send);
        Assert.Empty(due.NotSent);
    }

    [Fact]
    public void DueBy_AfterThirtyDaysOff_SendsTheLatestAndMarksTheOthersMissed()
    {
        var due = Ladder.DueBy(Letter.At(new(2023, 8, 24)), Reply, Letter.England, new(Letter.At(new(2023, 7, 25)), new(2023, 7, 11)));

        Assert.Equal("chase 2 21/08", Short([due.Send!]));
        Assert.Equal(Letter.At(new(2023, 8, 24)), due.SendAt);
        Assert.Equal("due-soon-10, due-soon-3, chase", string.Join(", ", due.NotSent.Select(step => step.Rule)));
        Assert.All(due.NotSent, step => Assert.StartsWith("Missed", step.Skipped, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2023-08-19T12:00:00Z", "2023-08-21T08:00:00Z")] // a Saturday
    [InlineData("2023-08-18T02:00:00Z", "2023-08-18T08:00:00Z")] // before nine
    [InlineData("2023-08-18T15:00:00Z", "2023-08-18T15:00:00Z")]
    public void DueBy_AtAnOddHour_WaitsForTheNextTimeRemindersGo(string now, string sendAt)
    {
        var instant = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);

        var due = Ladder.DueBy(instant, Reply, Letter.England, new(Letter.At(new(2023, 8, 8)), new(2023, 8, 8)));

        Assert.Equal("chase 1 14/08", Short([due.Send!]));
        Assert.Equal(DateTimeOffset.Parse(sendAt, System.Globalization.CultureInfo.InvariantCulture), due.SendAt);
    }

    [Fact]
    public void DueBy_DueSoonOnlyAfterTheDueDate_IsMissedNotSent()
    {
        var due = Ladder.DueBy(Letter.At(new(2023, 8, 12)), Reply, Letter.England, new(Letter.At(new(2023, 8, 1)), new(2023, 7, 28)));

        Assert.Null(due.Send);
        Assert.Equal("due-soon-3", Assert.Single(due.NotSent).Rule);
    }

    [Fact]
    public void DueBy_WithinTheGapOfTheLast_SkipsIt()
    {
        var due = Ladder.DueBy(Letter.At(new(2023, 8, 14)), Reply, Letter.England, new(Letter.At(new(2023, 8, 11)), new(2023, 8, 11)));

        Assert.Null(due.Send);
        Assert.StartsWith("Less than 3", Assert.Single(due.NotSent).Skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void DueBy_SkippedStepBeforeTheOneSent_KeepsItsOwnReason()
    {
        var progress = new ReminderProgress(LondonDay.At(new(2023, 8, 14), new(9, 0)), LastSentOn: new(2023, 8, 18));

        var due = Ladder.DueBy(LondonDay.At(new(2023, 8, 29), new(9, 0)), Reply, Letter.England, progress);

        Assert.Equal("chase 3 29/08 escalated", Short([due.Send!]));
        Assert.Equal("chase 2 21/08 (Less than 3 working days after the reminder before it.)", Short(due.NotSent));
    }

    [Fact]
    public void Check_ImpossibleSettings_Refuses()
    {
        ReminderLadder[] wrong =
        [
            Ladder with { ChaseEveryDays = 0 }, Ladder with { DueSoonDaysBefore = [3, 3] }, Ladder with { EscalationFromChase = 0 },
            Ladder with { MinimumGapDays = 61 }, Ladder with { QuietPeriods = [new(new(2023, 8, 2), new(2023, 8, 1), "Recess")] },
        ];

        Ladder.Check();

        Assert.All(wrong, ladder => Assert.Equal("commission.reminders-out-of-range", Letter.RefusedRule(ladder.Check)));
    }

    private static string Short(IEnumerable<ReminderStep> steps) => string.Join(", ", steps.Select(step =>
        $"{step.Rule} {step.Occurrence} {step.On.ToString("dd'/'MM", System.Globalization.CultureInfo.InvariantCulture)}"
        + (step.JoinsEscalation ? " escalated" : "") + (step.Skipped is null ? "" : $" ({step.Skipped})")));
}
