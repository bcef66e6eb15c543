using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public class ResponseDutiesTests
{
    [Fact]
    public void Shipped_Duties_AreTheSevenInOrder() =>
        Assert.Equal(
            "executive-of-english-council, crime-and-disorder-committee, health-scrutiny, police-and-crime-panel, select-committee-practice, agreed-date, none",
            string.Join(", ", ResponseDuties.Shipped.Select(duty => duty.Key)));

    [Fact]
    public void Shipped_EveryDuty_SaysItIsATemplateAndCountsInsideItsLimits() =>
        Assert.All(ResponseDuties.Shipped, duty =>
        {
            Assert.Contains("Template, not legal advice.", duty.Note, StringComparison.Ordinal);
            Assert.Equal(duty.IsStatutory, duty.Citation?.Contains("Practice", StringComparison.Ordinal) == false);
            if (duty.Rule is { } rule)
            {
                var day = new DateOnly(2026, 3, 10);
                Letter.Due(rule, duty.Key, new(day) { IssuedOn = day, ReceivedOn = day }).Fold();
                Assert.Equal(Roll.None, rule.Roll);
            }
        });

    [Fact]
    public void Find_ExecutiveOfEnglishCouncil_IsTwoMonthsBeginningWithTheLater() =>
        Assert.Equal(
            new DueRule.Months(2, Anchor.ReceiptOrLaterNotice, Counting.BeginningWith),
            ResponseDuties.Find("executive-of-english-council").Rule);

    [Fact]
    public void Find_UnknownKey_Throws() => Assert.Throws<KeyNotFoundException>(() => ResponseDuties.Find("parish"));
}
