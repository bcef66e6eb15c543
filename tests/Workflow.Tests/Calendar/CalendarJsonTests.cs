using System.Text.Json;
using Tracker.Workflow.Calendar;
using Xunit;

namespace Tracker.Workflow.Tests.Calendar;

public class CalendarJsonTests
{
    public static TheoryData<string> Rules =>
    [
        """{"kind":"fixed-date","on":"2023-08-11","calendar":"england-and-wales","roll":"none"}""",
        """{"kind":"working-days","days":10,"anchor":"issue","counting":"from","calendar":"england-and-wales","roll":"none"}""",
        """{"kind":"calendar-days","days":28,"anchor":"letter-date","counting":"from","calendar":"england-and-wales","roll":"next-working-day"}""",
        """{"kind":"months","number":2,"anchor":"receipt-or-later-notice","counting":"beginning-with","calendar":"scotland","roll":"none"}""",
        """{"kind":"before-meeting","clearDays":5,"repliesBeforePapers":2,"calendar":"england-and-wales","roll":"none"}""",
        """{"kind":"none","calendar":"england-and-wales","roll":"none"}""",
    ];

    public static TheoryData<string> Entries =>
    [
        """{"kind":"extension","until":"2023-08-25","reason":"Staff are ill","grantedBy":"A. Officer","byChair":false,"at":"2023-07-24T11:00:00+00:00"}""",
        """{"kind":"pause","category":"election","text":"Not sitting","effectiveOn":"2023-07-10","at":"2023-07-10T11:00:00+00:00"}""",
        """{"kind":"restart","effectiveOn":"2023-07-12","at":"2023-07-12T11:00:00+00:00"}""",
        """{"kind":"override","on":"2023-08-19","reason":"Agreed","decidedBy":"B. Chair","at":"2023-08-02T11:00:00+00:00"}""",
        """{"kind":"calendar-adopted","version":"2027-01","at":"2023-08-02T11:00:00+00:00"}""",
        """{"kind":"date-recorded","anchor":"receipt","on":"2023-07-06","at":"2023-07-06T11:00:00+00:00"}""",
    ];

    [Theory, MemberData(nameof(Rules))]
    public void Options_EveryRule_IsWrittenAsItWasRead(string json) => Assert.Equal(json, Again<DueRule>(json));

    [Theory, MemberData(nameof(Entries))]
    public void Options_EveryEntry_IsWrittenAsItWasRead(string json) => Assert.Equal(json, Again<DueDateEntry>(json));

    [Fact]
    public void Options_RuleSetWithDuty_FoldsTheSameAfterwards()
    {
        var ledger = Letter.DueOn(8, 11, "crime-and-disorder-committee").Extend(new(2023, 8, 18));
        var json = JsonSerializer.Serialize<IEnumerable<DueDateEntry>>(ledger.Entries, CalendarJson.Options);

        var read = ledger with { Entries = [.. JsonSerializer.Deserialize<List<DueDateEntry>>(json, CalendarJson.Options)!] };

        Assert.Equal(ledger.Entries.AsEnumerable(), read.Entries.AsEnumerable());
        Assert.Equal(ledger.Fold().Explanation.ToText(), read.Fold().Explanation.ToText());
    }

    [Fact]
    public void Options_KindNotFirst_IsStillRead() =>
        Assert.Equal(new DueRule.FixedDate(new(2023, 8, 11)), JsonSerializer.Deserialize<DueRule>("""{"on":"2023-08-11","kind":"fixed-date"}""", CalendarJson.Options));

    [Theory]
    [InlineData("""{"kind":"fixed-date","on":"2023-08-11","surprise":1}""")]
    [InlineData("""{"kind":"fixed-date"}""")]
    [InlineData("""{"kind":"lunar","on":"2023-08-11"}""")]
    [InlineData("""{"on":"2023-08-11"}""")]
    public void Options_UnknownOrIncomplete_Throws(string json)
    {
        var error = Record.Exception(() => JsonSerializer.Deserialize<DueRule>(json, CalendarJson.Options));

        Assert.True(error is JsonException or NotSupportedException, error?.ToString());
    }

    [Fact]
    public void Explanation_InTheApi_IsStructured()
    {
        var due = Letter.Due(new DueRule.WorkingDays(2, Anchor.Issue, Counting.From), dates: new(new(2023, 8, 25)) { IssuedOn = new(2023, 8, 25) }).Fold();

        using var json = JsonSerializer.SerializeToDocument(due, CalendarJson.Options);

        var skipped = json.RootElement.GetProperty("explanation").GetProperty("period").GetProperty("skipped");
        Assert.Equal("Saturday, Sunday, Summer bank holiday", string.Join(", ", skipped.EnumerateArray().Select(day => day.GetProperty("why").GetString())));
        Assert.Equal("2023-08-30", json.RootElement.GetProperty("dueOn").GetString());
    }

    private static string Again<T>(string json) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(json, CalendarJson.Options), CalendarJson.Options);
}
