using System.Globalization;
using System.Text.Json.Nodes;
using Tracker.Engine;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Persistence;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public sealed class CivilRuleTests
{
    private static readonly WorkingCalendar England = WorkingCalendars.Shipped.Latest("england-and-wales");

    [Theory]
    [InlineData("next day 02:30", "2024-01-10T10:00Z", "2024-01-11T02:30Z")]
    [InlineData("next day 02:30", "2024-01-10T01:00Z", "2024-01-11T02:30Z")] // the night of today is over
    [InlineData("next day 02:30", "2024-01-11T02:30Z", "2024-01-12T02:30Z")] // asked when it woke: a day later
    [InlineData("next day 00:00", "2024-07-01T22:59Z", "2024-07-01T23:00Z")] // 23:59 in London
    [InlineData("next day 00:00", "2024-07-01T23:00Z", "2024-07-02T23:00Z")] // midnight in London
    [InlineData("next day 02:30", "2024-02-28T12:00Z", "2024-02-29T02:30Z")]
    [InlineData("next day 01:30", "2024-03-30T12:00Z", "2024-03-31T01:30Z")] // spring skips 01:30; 02:30 summer time
    [InlineData("next day 02:30", "2024-03-30T12:00Z", "2024-03-31T01:30Z")] // the clocks have just moved
    [InlineData("next day 01:30", "2024-10-26T12:00Z", "2024-10-27T00:30Z")] // autumn has two; the first
    [InlineData("next day 02:30", "2024-10-26T12:00Z", "2024-10-27T02:30Z")]
    [InlineData("next working day 09:00", "2024-03-28T12:00Z", "2024-04-02T08:00Z")] // over Easter and into summer time
    [InlineData("next working day 09:00", "2024-12-24T12:00Z", "2024-12-27T09:00Z")]
    [InlineData("next Monday 08:00", "2024-01-07T12:00Z", "2024-01-08T08:00Z")]
    [InlineData("next Monday 08:00", "2024-01-08T07:00Z", "2024-01-15T08:00Z")] // today is a Monday: the next one
    [InlineData("NEXT  monday 08:00", "2024-01-09T07:00Z", "2024-01-15T08:00Z")]
    public void After_AnInstant_IsTheNextOneInLondon(string rule, string now, string expected)
    {
        var at = CivilRule.Parse(rule).After(Instant(now), England);

        Assert.Equal(Instant(expected), at);
    }

    [Theory]
    [InlineData("")]
    [InlineData("day 02:30")]
    [InlineData("next 02:30")]
    [InlineData("next day")]
    [InlineData("next day 2:30")]
    [InlineData("next day 24:00")]
    [InlineData("next Munday 08:00")]
    [InlineData("next bank holiday 08:00")]
    [InlineData("next day 02:30 sharp")]
    public void Parse_AnythingElse_IsRefused(string text) => Assert.Throws<FormatException>(() => CivilRule.Parse(text));

    [Fact]
    public void After_AYearOfNights_IsOneInstantADay()
    {
        var (rule, at) = (CivilRule.Parse("next day 01:30"), Instant("2024-01-01T12:00Z"));
        for (var day = new DateOnly(2024, 1, 2); day < new DateOnly(2025, 1, 1); day = day.AddDays(1))
        {
            at = rule.After(at, England);
            Assert.Equal(day, LondonDay.Of(at));
        }
    }

    [Theory]
    [InlineData("next day 02:30", 0)]
    [InlineData("every full moon", 1)]
    public void Validate_RuleOfANode_IsReadAtPublish(string rule, int errors)
    {
        var input = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = rule } };
        var node = new JsonObject { ["id"] = "Night", ["type"] = "Tracker.WaitUntil", ["rule"] = input };
        var json = new JsonObject
        {
            ["definitionId"] = "d",
            ["root"] = new JsonObject { ["type"] = "Elsa.Flowchart", ["activities"] = new JsonArray(node), ["connections"] = new JsonArray() },
        }.ToJsonString();

        var findings = DefinitionValidator.Validate(json, ActivityRegistry.Of(typeof(TrackerDb).Assembly));

        Assert.Equal(errors, findings.Count(f => f.Severity == FindingSeverity.Error && f.NodeId == "Night"));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
