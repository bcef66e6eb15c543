using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Support;

namespace Tracker.Engine.Nodes;

/// <summary>What a node is made of.</summary>
public sealed record NodeParts(Database Kind, string ConnectionString, TimeProvider Clock, IOutboxTransport Transport)
{
    public Script Script { get; init; } = new();

    public LogBook Log { get; init; } = new();

    public IReadOnlyList<IInterceptor> Interceptors { get; init; } = [];
}

/// <summary>A host of the engine over a database, with nothing of its own in memory.</summary>
public class NodeHost(NodeParts parts) : IAsyncDisposable
{
    private readonly List<ServiceProvider> started = [];

    public LogBook Log => parts.Log;

    public DueWork DueWork => Services.GetRequiredService<DueWork>();

    public Wakeup Wakeup => Services.GetRequiredService<Wakeup>();

    public TimeProvider Time => parts.Clock;

    protected IServiceProvider Services
    {
        get
        {
            field ??= Start();
            return field;
        }

        private set;
    }

    /// <summary>What a crash and a new start leave: nothing but the database.</summary>
    public void Restart() => Services = Start();

    public async Task<T> ReadAsync<T>(Func<HostDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<HostDb>());
    }

    /// <summary>A command of the host: its own writes and the engine's in one transaction.</summary>
    public async Task<T> SendAsync<T>(Func<HostDb, WorkflowRuntime, Task<T>> command, Func<HostDb, Task<bool>>? wasCommitted = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDb>();
        var runtime = scope.ServiceProvider.GetRequiredService<WorkflowRuntime>();
        return await db.InTransactionAsync(_ => command(db, runtime), _ => wasCommitted?.Invoke(db) ?? Task.FromResult(false), CancellationToken.None);
    }

    public async Task WithoutTransactionAsync(Func<WorkflowRuntime, Task> act)
    {
        await using var scope = Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<WorkflowRuntime>());
    }

    public async Task<PublishResult> PublishAsync(string json)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Definitions>().PublishAsync(json, CancellationToken.None);
    }

    /// <summary>Makes a ticket and starts an instance about it.</summary>
    public async Task<(Guid Ticket, Guid Instance)> StartAsync(string definitionId)
    {
        var ticket = Guid.CreateVersion7(Time.GetUtcNow());
        return (ticket, await StartAsync(definitionId, ticket) ?? throw new InvalidOperationException("The ticket is taken."));
    }

    /// <summary>The same under the caller's name for the ticket: once, however often it is sent.</summary>
    /// <returns>The instance; <see langword="null"/> when the ticket was there already.</returns>
    public Task<Guid?> StartAsync(string definitionId, Guid ticket) => SendAsync<Guid?>(
        async (db, runtime) =>
        {
            if (await db.Tickets.AnyAsync(t => t.Id == ticket))
            {
                return null;
            }

            db.Add(new Ticket { Id = ticket });
            return await runtime.StartAsync(definitionId, ticket.ToString(), CancellationToken.None);
        },
        db => db.Tickets.AnyAsync(t => t.Id == ticket));

    public Task<int> SignalAsync(string name, Guid ticket, string messageId, TimeSpan? timeToLive = null, string? payload = null) => SendAsync(
        (_, runtime) => runtime.SignalAsync(
            new(name, ticket.ToString(), "test", messageId, payload, timeToLive ?? TimeSpan.FromDays(1)), CancellationToken.None),
        db => db.Stimuli.AnyAsync(s => s.Source == "test" && s.MessageId == messageId));

    public Task<bool> CompleteAsync(Guid task) => SendAsync(
        (_, runtime) => runtime.CompleteTaskAsync(task, resultJson: null, "somebody", CancellationToken.None),
        db => db.Tasks.AnyAsync(t => t.Id == task && t.Status == WorkflowTaskStatus.Completed));

    /// <summary>Lives through every due instant in order, as a host with a simulated clock does.</summary>
    public async Task LiveToAsync(DateTimeOffset until)
    {
        var clock = (FakeClock)Time;
        while (await DueWork.NextDueAsync(CancellationToken.None) is { } due && due <= until)
        {
            clock.Set(due > clock.GetUtcNow() ? due : clock.GetUtcNow());
            await DueWork.RunOnceAsync(CancellationToken.None);
        }

        clock.Set(until);
    }

    public Task LiveAsync(TimeSpan time) => LiveToAsync(Time.GetUtcNow() + time);

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var services in started)
        {
            await services.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The services of one more node over the same database.</summary>
    protected ServiceProvider Start()
    {
        started.Add(Build());
        return started[^1];
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddSingleton(parts.Clock)
        .AddSingleton(parts.Script)
        .AddSingleton(parts.Transport)
        .AddLogging(logging => logging.ClearProviders().AddProvider(parts.Log))
        .AddDbContext<HostDb>(Connect)
        .AddEngine<HostDb>([.. new[] { typeof(NodeHost).Assembly, GetType().Assembly }.Distinct()])
        .BuildServiceProvider(validateScopes: true);

    private void Connect(DbContextOptionsBuilder options)
    {
        _ = parts.Kind switch
        {
            Database.Sqlite => options.UseSqlite(parts.ConnectionString),
            Database.PostgreSql => options.UseNpgsql(parts.ConnectionString),
            _ => options.UseSqlServer(parts.ConnectionString),
        };
        options.AddInterceptors(parts.Interceptors)
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
    }
}
