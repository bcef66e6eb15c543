using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Engine;
using Tracker.Support;

namespace Tracker.Bench.Engine;

/// <summary>A host with the engine and nothing else, over a database of its own: a case of two steps, 28 days apart.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    /// <summary>Writes, sleeps for 28 days, writes again.</summary>
    public const string Case = "case";

    /// <summary>Sleeps for 28 days.</summary>
    public const string Sleep = "sleep";

    private readonly ServiceProvider services;

    private BenchHost(TestDatabase database) => services = new ServiceCollection()
        .AddSingleton<IOutboxTransport, NoTransport>()
        .AddLogging(log => log.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
        .AddDbContext<BenchDb>(options => Connect(options, database), optionsLifetime: ServiceLifetime.Singleton)
        .AddEngine<BenchDb>(typeof(BenchHost).Assembly)
        .BuildServiceProvider(validateScopes: true);

    public DueWork DueWork => services.GetRequiredService<DueWork>();

    /// <summary>Makes the tables if the database is empty.</summary>
    public static async Task<BenchHost> StartAsync(TestDatabase database)
    {
        var host = new BenchHost(database);
        await host.WithAsync(db => db.Database.EnsureCreatedAsync());
        await host.PublishAsync(Case, "Elsa.Start", "Bench.Write", "Elsa.Delay", "Bench.Write", "Elsa.End");
        await host.PublishAsync(Sleep, "Elsa.Start", "Elsa.Delay", "Elsa.End");
        return host;
    }

    public async Task<T> WithAsync<T>(Func<BenchDb, Task<T>> act)
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<BenchDb>());
    }

    /// <summary>Starts one instance in a transaction of its own, as a command of the product does.</summary>
    public async Task StartCaseAsync(string definitionId)
    {
        await using var scope = services.CreateAsyncScope();
        var runtime = scope.ServiceProvider.GetRequiredService<WorkflowRuntime>();
        await scope.ServiceProvider.GetRequiredService<BenchDb>().InTransactionAsync(
            ct => runtime.StartAsync(definitionId, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), ct),
            wasCommitted: _ => Task.FromResult(false),
            CancellationToken.None);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static void Connect(DbContextOptionsBuilder options, TestDatabase database) => _ = database.Kind switch
    {
        Database.Sqlite => options.UseSqlite(database.ConnectionString),
        Database.PostgreSql => options.UseNpgsql(database.ConnectionString + ";Max Auto Prepare=100"),
        _ => options.UseSqlServer(database.ConnectionString),
    };

    private async Task PublishAsync(string definitionId, params string[] types)
    {
        var definition = new JsonObject
        {
            ["definitionId"] = definitionId,
            ["root"] = new JsonObject
            {
                ["id"] = "flow",
                ["type"] = "Elsa.Flowchart",
                ["activities"] = new JsonArray([.. types.Select((type, i) => new JsonObject { ["id"] = $"n{i}", ["type"] = type, ["timeSpan"] = type == "Elsa.Delay" ? "28.00:00:00" : null })]),
                ["connections"] = new JsonArray([.. Enumerable.Range(0, types.Length - 1).Select(i => new JsonObject
                {
                    ["source"] = new JsonObject { ["activity"] = $"n{i}", ["port"] = "Done" },
                    ["target"] = new JsonObject { ["activity"] = $"n{i + 1}", ["port"] = "In" },
                })]),
            },
        };
        await using var scope = services.CreateAsyncScope();
        var published = await scope.ServiceProvider.GetRequiredService<Definitions>().PublishAsync(definition.ToJsonString(), CancellationToken.None);
        if (published.IsRefused)
        {
            throw new InvalidOperationException(string.Join("; ", published.Findings));
        }
    }

    private sealed class NoTransport : IOutboxTransport
    {
        public string Kind => "bench";

        public Task<HandedOver> DeliverAsync(OutboxMessage message, Delivery delivery, CancellationToken cancellationToken) => Task.FromResult<HandedOver>(new HandedOver.Taken());
    }
}

/// <summary>What the application keeps of a step.</summary>
internal sealed class CaseRow
{
    public Guid Id { get; init; }

    public Guid CaseId { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class BenchDb(DbContextOptions<BenchDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CaseRow>().ToTable("CaseRow").Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.MapEngine();
        if (Database.IsSqlite())
        {
            modelBuilder.StoreInstantsAsIntegers();
        }
    }
}

/// <summary>A case row and an outbox message, as every step of a real workflow has them.</summary>
[Activity("Bench.Write")]
internal sealed class Write(BenchDb db) : IActivity
{
    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        db.Add(new CaseRow { Id = Guid.CreateVersion7(context.Now), CaseId = context.SubjectId, At = context.Now });
        db.Enqueue(new() { Kind = "bench", MessageId = $"{context.SubjectId}/{context.NodeId}", Content = new byte[500] }, context.Now);
        return Task.FromResult(ActivityResult.Done());
    }
}
