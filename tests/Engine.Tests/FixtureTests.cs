using System.Text;
using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>Definitions in every form that Elsa writes: kept to the byte, validated, and run to their end where they can run.</summary>
public sealed class FixtureTests
{
    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Fixture_Runnable_IsKeptToTheByteAndRunsToItsEnd(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        foreach (var name in new[] { "studio", "flat-connections", "composites" })
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", name + ".json"));

            var published = await host.PublishAsync(Encoding.UTF8.GetString(bytes));
            var (ticket, instance) = await host.StartAsync(name);
            host.Restart();
            await host.LiveAsync(TimeSpan.FromDays(10));
            await host.SignalAsync("Go", ticket, name, timeToLive: TimeSpan.FromDays(1));
            host.Restart();
            await host.LiveAsync(TimeSpan.FromDays(400));

            Assert.DoesNotContain(published.Findings, finding => finding.Severity == FindingSeverity.Error);
            var kept = await host.ReadAsync(db => db.Set<WorkflowDefinitionVersion>().Where(v => v.DefinitionId == name).Select(v => v.Content).SingleAsync());
            Assert.Equal(bytes, Encoding.UTF8.GetBytes(kept));
            Assert.Equal(WorkflowStatus.Finished, await host.StatusOfAsync(instance));
            Assert.Equal((0, 0, 0), await host.WaitsAsync());
        }
    }

    [Fact]
    public async Task Fixture_Composites_ComesToItsValues()
    {
        await using var host = await EngineHost.StartAsync(Database.Sqlite);
        await host.PublishAsync(await ReadAsync("composites"));
        var (ticket, instance) = await host.StartAsync("composites");
        await host.LiveAsync(TimeSpan.FromDays(3));

        await host.SignalAsync("Go", ticket, "1", payload: "true");

        Assert.Equal(
            ["Own = 10", "Total0 = 10", "Own = 20", "Total0 = 30", "Own = 30", "Total0 = 60", "0 x", "1 y", "Answer = true", "sixty", "", "Total = 60", "Last = [2.5,\"b\",true]", "name: All done"],
            await host.LinesOfAsync(instance));
        Assert.Equal("Good", await host.ReadAsync(db => db.Journal.Where(e => e.InstanceId == instance && e.Kind == JournalKind.Finished).Select(e => e.Outcome).SingleAsync()));
    }

    [Fact]
    public async Task Fixture_Refused_EveryReasonIsNamedAtOnce()
    {
        var findings = DefinitionValidator.Validate(await ReadAsync("refused"), ActivityRegistry.Of());

        var refused = findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.NodeId).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(
            ["break", "cron", "cs", "flow", "flownode", "for", "httpendpoint", "inside", "js", "merge", "nobodyknows", "py", "runcsharp", "runpython", "sendemail", "sendhttprequest", "statemachine", "timer", "while"],
            refused);
        Assert.Contains(findings, finding => finding.NodeId == "inside" && finding.Reason.Contains("type Liquid", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.NodeId == "js" && finding.Reason.Contains("'const' is not in the subset of JavaScript that runs here (line 1, column 1)", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.NodeId == "merge" && finding.Reason.Contains("Race", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.NodeId == "flow" && finding.Reason.Contains("type Stream", StringComparison.Ordinal));
    }

    private static Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", name + ".json"));
}
