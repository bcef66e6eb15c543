using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>What an operator does.</summary>
    public Task OperateAsync(Func<Operations, Task> act) => CommitAsync(async (Operations operations) =>
    {
        await act(operations);
        return true;
    });

    /// <summary>Uses one of the engine's services in a transaction of its own.</summary>
    public async Task<T> CommitAsync<TService, T>(Func<TService, Task<T>> act)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<TService>();
        return await scope.ServiceProvider.GetRequiredService<HostDb>().InTransactionAsync(_ => act(service), _ => Task.FromResult(false), CancellationToken.None);
    }

    /// <summary>Uses one of the engine's services.</summary>
    public async Task<T> AskAsync<TService, T>(Func<TService, Task<T>> ask)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Publishes, makes a ticket and starts an instance about it.</summary>
    public Task<(Guid Ticket, Guid Instance)> StartAsync(Flow flow) => StartJsonAsync(flow.ToJson());

    /// <summary>Publishes, makes a ticket and starts an instance about it.</summary>
    public async Task<(Guid Ticket, Guid Instance)> StartJsonAsync(string json)
    {
        var published = await PublishAsync(json);
        Assert.False(published.IsRefused, string.Join("; ", published.Findings));
        return await StartAsync(published.DefinitionId);
    }

    public Task<int> CountOfAsync(Guid ticket) => ReadAsync(db => db.Tickets.Where(t => t.Id == ticket).Select(t => t.Count).SingleAsync());

    public Task<WorkflowStatus> StatusOfAsync(Guid instance) => ReadAsync(db => db.Instances.Where(i => i.Id == instance).Select(i => i.Status).SingleAsync());

    /// <summary>What the instance's activities wrote, and the values that were set.</summary>
    public async Task<string[]> LinesOfAsync(Guid instance) => await ReadAsync(db => db.Journal
        .Where(e => e.InstanceId == instance && (e.Kind == JournalKind.Wrote || e.Kind == JournalKind.Set))
        .OrderBy(e => e.Sequence).Select(e => e.Text!).ToArrayAsync());

    /// <summary>How many timers, bookmarks and open tasks there are.</summary>
    public Task<(int Timers, int Bookmarks, int Tasks)> WaitsAsync() => ReadAsync(async db => (
        await db.Timers.CountAsync(t => t.InstanceId != null && t.AvailableAt != null),
        await db.Bookmarks.CountAsync(),
        await db.Set<WorkflowTask>().CountAsync(t => t.Status == WorkflowTaskStatus.Open)));

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
