using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>A host with the engine over a database of its own, with a clock that stands still.</summary>
public sealed class EngineHost : NodeHost
{
    private readonly TestDatabase database;

    private EngineHost(TestDatabase database, NodeParts parts)
        : base(parts)
    {
        this.database = database;
        Clock = (FakeClock)parts.Clock;
        Script = parts.Script;
        Transport = (FakeTransport)parts.Transport;
        Commits = parts.Interceptors.OfType<Commits>().Single();
    }

    public FakeClock Clock { get; }

    public Script Script { get; }

    public FakeTransport Transport { get; }

    public Commits Commits { get; }

    public static async Task<EngineHost> StartAsync(Database kind, string at = "2024-01-31T09:00Z")
    {
        var database = await TestDatabase.CreateAsync(kind);
        var clock = new FakeClock(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
        var host = new EngineHost(database, new(kind, database.ConnectionString, clock, new FakeTransport()) { Interceptors = [new Commits()] });
        await host.ReadAsync(db => db.Database.EnsureCreatedAsync());
        return host;
    }

    /// <summary>The due work of a second node over the same database.</summary>
    public DueWork SecondNode(TimeSpan? grace = null) => new(Start(), new Random(7)) { Grace = grace ?? TimeSpan.FromSeconds(10) };

    /// <summary>Publishes, makes a ticket and starts an instance about it.</summary>
    public async Task<(Guid Ticket, Guid Instance)> StartAsync(Flow flow)
    {
        var published = await PublishAsync(flow.ToJson());
        Assert.False(published.IsRefused, string.Join("; ", published.Findings));
        return await StartAsync(published.DefinitionId);
    }

    public Task<int> CountOfAsync(Guid ticket) => ReadAsync(db => db.Tickets.Where(t => t.Id == ticket).Select(t => t.Count).SingleAsync());

    public Task<WorkflowStatus> StatusOfAsync(Guid instance) => ReadAsync(db => db.Instances.Where(i => i.Id == instance).Select(i => i.Status).SingleAsync());

    /// <summary>The journal in short: kind and node.</summary>
    public async Task<string[]> JournalOfAsync(Guid instance)
    {
        var entries = await ReadAsync(db => db.Journal.Where(e => e.InstanceId == instance).OrderBy(e => e.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(e => e.Sequence));
        return [.. entries.Select(e => $"{e.Kind} {e.NodeId}".TrimEnd())];
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await database.DisposeAsync();
    }
}
