using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

public sealed class DraftTests
{
    private static readonly string Good = new Flow("line").Call("a").ToJson();
    private static readonly string Bad = new Flow("line").Node("a", "Nobody.Knows").ToJson();

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Import_UnpublishableText_IsKeptWithItsFindingsAndReplaced(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);

        var (_, findings) = await ImportAsync(host, Bad);
        var refused = await PublishAsync(host, "line");
        await ImportAsync(host, "\uFEFF" + Good);

        Assert.Contains(findings, f => f.Severity == FindingSeverity.Error && f.NodeId == "a");
        Assert.True(refused!.IsRefused);
        var draft = await host.ReadAsync(db => db.Definitions.SingleAsync());
        Assert.Equal((DefinitionState.Draft, 0, "\uFEFF" + Good), (draft.State, draft.Version, draft.Content));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task PublishDraft_TwiceAndAgainTheSameText_IsOneVersion(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await ImportAsync(host, Good);

        var first = await PublishAsync(host, "line");
        var second = await PublishAsync(host, "line");
        await ImportAsync(host, Good);
        var third = await PublishAsync(host, "line");

        Assert.Equal([(1, true), (1, false), (1, false)], new[] { first, second, third }.Select(r => (r!.Version, r.IsNew)));
        Assert.Equal([DefinitionState.Published], await host.ReadAsync(db => db.Definitions.Select(v => v.State).ToListAsync()));
        Assert.Null(await PublishAsync(host, "unknown"));
    }

    [Theory, OnSqlite, OnPostgreSql, AlsoOnSqlServer]
    public async Task Import_OverAPublishedVersion_RunsOnlyAfterPublishing(Database database)
    {
        await using var host = await EngineHost.StartAsync(database);
        await host.PublishAsync(Good);
        await ImportAsync(host, new Flow("line").Event("wait", "Never").ToJson());

        var (_, before) = await host.StartAsync("line");
        await PublishAsync(host, "line");
        var (_, after) = await host.StartAsync("line");

        Assert.Equal((WorkflowStatus.Finished, WorkflowStatus.Running), (await host.StatusOfAsync(before), await host.StatusOfAsync(after)));
        Assert.Equal([1, 2], await host.ReadAsync(db => db.Definitions.OrderBy(v => v.Version).Select(v => v.Version).ToListAsync()));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"definitionId":""}""")]
    [InlineData("""{"definitionId":"a\u0000b"}""")]
    public void Read_NoDefinition_IsRefused(string text) => Assert.Throws<FormatException>(() => DefinitionHead.Read(text));

    private static Task<(WorkflowDefinitionVersion Draft, IReadOnlyList<Finding> Findings)> ImportAsync(EngineHost host, string json) =>
        host.CommitAsync((Definitions definitions) => definitions.ImportAsync(json, CancellationToken.None));

    private static Task<PublishResult?> PublishAsync(EngineHost host, string id) =>
        host.CommitAsync((Definitions definitions) => definitions.PublishDraftAsync(id, CancellationToken.None));
}
