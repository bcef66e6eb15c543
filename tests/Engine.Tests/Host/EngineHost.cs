using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>A host with the engine over a database of its own.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly List<ServiceProvider> nodes = [];
    private ServiceProvider services;

    private EngineHost(TestDatabase database, DateTimeOffset at)
    {
        this.database = database;
        Clock = new(at);
        services = Start();
    }

    public FakeClock Clock { get; }

    public Script Script { get; } = new();

    public FakeTransport Transport { get; } = new();

    public Commits Commits { get; } = new();

    public DueWork DueWork => services.GetRequiredService<DueWork>();

    public Wakeup Wakeup => services.GetRequiredService<Wakeup>();

    public static async Task<EngineHost> StartAsync(Database kind, string at = "2024-01-31T09:00Z")
    {
        var host = new EngineHost(await TestDatabase.CreateAsync(kind), DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
        await host.ReadAsync(db => db.Database.EnsureCreatedAsync());
        return host;
    }

    /// <summary>The due work of a second node over the same database.</summary>
    public DueWork SecondNode(TimeSpan? grace = null) => new(Start(), new Random(7)) { Grace = grace ?? TimeSpan.FromSeconds(10) };

    /// <summary>What a crash and a new start leave: nothing but the database.</summary>
    public void Restart() => services = Start();

    private ServiceProvider Start()
    {
        nodes.Add(Build());
        return nodes[^1];
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddSingleton<TimeProvider>(Clock)
        .AddSingleton(Script)
        .AddSingleton<IOutboxTransport>(Transport)
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddDbContext<HostDb>(Connect)
        .AddEngine<HostDb>(typeof(EngineHost).Assembly)
        .BuildServiceProvider(validateScopes: true);

    public async Task<T> ReadAsync<T>(Func<HostDb, Task<T>> read)
    {
        await using var scope = services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<HostDb>());
    }

    /// <summary>A command of the host: its own writes and the engine's in one transaction.</summary>
    public async Task<T> SendAsync<T>(Func<HostDb, WorkflowRuntime, Task<T>> command, Func<HostDb, Task<bool>>? wasCommitted = null)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDb>();
        var runtime = scope.ServiceProvider.GetRequiredService<WorkflowRuntime>();
        return await db.InTransactionAsync(_ => command(db, runtime), _ => wasCommitted?.Invoke(db) ?? Task.FromResult(false), CancellationToken.None);
    }

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
        await using var scope = services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<TService>();
        return await scope.ServiceProvider.GetRequiredService<HostDb>().InTransactionAsync(_ => act(service), _ => Task.FromResult(false), CancellationToken.None);
    }

    /// <summary>Uses one of the engine's services.</summary>
    public async Task<T> AskAsync<TService, T>(Func<TService, Task<T>> ask)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task WithoutTransactionAsync(Func<WorkflowRuntime, Task> act)
    {
        await using var scope = services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<WorkflowRuntime>());
    }

    public async Task<PublishResult> PublishAsync(string json)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Definitions>().PublishAsync(json, CancellationToken.None);
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

    public async Task<(Guid Ticket, Guid Instance)> StartAsync(string definitionId)
    {
        var ticket = Guid.CreateVersion7(Clock.GetUtcNow());
        var instance = await SendAsync((db, runtime) =>
        {
            db.Add(new Ticket { Id = ticket });
            return runtime.StartAsync(definitionId, ticket.ToString(), CancellationToken.None);
        });
        return (ticket, instance);
    }

    public Task<int> SignalAsync(string name, Guid ticket, string messageId, TimeSpan? timeToLive = null, string? payload = null) =>
        SendAsync((_, runtime) => runtime.SignalAsync(
            new(name, ticket.ToString(), "test", messageId, payload, timeToLive ?? TimeSpan.FromDays(1)), CancellationToken.None));

    /// <summary>Lives through every due instant in order, as a host with a simulated clock does.</summary>
    public async Task LiveToAsync(DateTimeOffset until)
    {
        while (await DueWork.NextDueAsync(CancellationToken.None) is { } due && due <= until)
        {
            Clock.Set(due > Clock.GetUtcNow() ? due : Clock.GetUtcNow());
            await DueWork.RunOnceAsync(CancellationToken.None);
        }

        Clock.Set(until);
    }

    public Task LiveAsync(TimeSpan time) => LiveToAsync(Clock.GetUtcNow() + time);

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

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    private void Connect(DbContextOptionsBuilder options)
    {
        _ = database.Kind == Database.Sqlite ? options.UseSqlite(database.ConnectionString) : options.UseNpgsql(database.ConnectionString);
        options.AddInterceptors(Commits).ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
    }
}
