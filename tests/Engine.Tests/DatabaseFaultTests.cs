using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>Real databases fail in the middle of the work: it goes on by itself, nothing is lost, nothing doubled, and the failure is logged.</summary>
public sealed class DatabaseFaultTests
{
    [Theory, OnPostgreSql]
    public async Task Work_AllConnectionsAreTerminated_IsDoneOnce(Database kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var node = await WorkingNode.StartAsync(kind, database.ConnectionString);
        var terminate = $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}'";
        node.Meanwhile(_ => OnServerAsync(database.ConnectionString, terminate));

        await node.StartAsync(30);
        await node.UntilLoggedAsync("57P01");

        await node.AssertAllIsDoneOnceAsync();
        Assert.True(node.Log.Has(LogLevel.Warning, "failed at attempt 1"));
    }

    [OwnPostgreSqlFact]
    public async Task Work_ServerCrashesAndRecovers_IsDoneOnce()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await TestDatabase.CreateAsync(Database.PostgreSql, server.ConnectionString);
        await using var node = await WorkingNode.StartAsync(Database.PostgreSql, database.ConnectionString);
        node.Meanwhile(_ => server.CrashAsync());

        await node.StartAsync(30);

        await node.AssertAllIsDoneOnceAsync();
        Assert.Contains(node.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Theory, OnPostgreSql]
    public async Task Work_AnswerToTheCommitIsLost_IsDoneOnce(Database kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var straight = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = SilencingProxy.Before(straight.Host!, straight.Port);
        var reach = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port, SslMode = SslMode.Disable };
        await using var node = await WorkingNode.StartAsync(kind, reach.ConnectionString);
        node.Script.On("work", async visit =>
        {
            await visit.Db.RecordAsync(visit.Context, visit.CancellationToken);
            proxy.SwallowNext();
            return ActivityResult.Done();
        });

        await node.StartAsync(10);

        await node.AssertAllIsDoneOnceAsync();
        Assert.NotEqual(0, proxy.Swallowed);
    }

    /// <summary>The sequence counts on although the transaction is rolled back, so that the first three times fail and the fourth does not.</summary>
    [Theory, OnPostgreSql]
    public async Task Work_SerializationFailures_AreNoAttempts(Database kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var node = await WorkingNode.StartAsync(kind, database.ConnectionString);
        await FailFirstAsync(node, times: 3, "40001");

        await node.StartAsync(3);

        await node.AssertAllIsDoneOnceAsync();
        Assert.False(node.Log.Has(LogLevel.Warning, "failed at attempt"));
    }

    [Theory, OnPostgreSql]
    public async Task Work_DiskOfTheServerIsFull_IsTriedAgainLater(Database kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var node = await WorkingNode.StartAsync(kind, database.ConnectionString);
        await FailFirstAsync(node, times: 2, "53100");

        await node.StartAsync(3);

        await node.AssertAllIsDoneOnceAsync();
        Assert.True(node.Log.Has(LogLevel.Warning, "53100"));
    }

    /// <summary>Each holds what the other needs; the server ends one of them, and its command runs again.</summary>
    [Theory, OnPostgreSql]
    public async Task Commands_Deadlock_BothEffectsArriveOnce(Database kind)
    {
        await using var host = await EngineHost.StartAsync(kind);
        var (one, _) = await host.StartAsync(new Flow("wait").Event("wait", "Go").Node("record", "Test.Record").Line("wait", "record"));
        var (two, _) = await host.StartAsync("wait");
        var (runs, holding) = (0, 0);
        Task CommandAsync(Guid first, Guid second) => Task.Run(() => host.SendAsync(async (db, runtime) =>
        {
            Interlocked.Increment(ref runs);
            (await db.Tickets.FindAsync(first))!.LastCountedAt = host.Clock.GetUtcNow();
            await db.SaveChangesAsync();
            Interlocked.Increment(ref holding);
            while (Volatile.Read(ref holding) < 2)
            {
                await Task.Delay(5);
            }

            return await runtime.SignalAsync(new("Go", second.ToString(), "test", $"{second}", PayloadJson: null, TimeSpan.FromDays(1)), CancellationToken.None);
        }));

        await Task.WhenAll(CommandAsync(one, two), CommandAsync(two, one));

        Assert.True(runs > 2, "There was no deadlock.");
        Assert.Empty(await host.ReadAsync(db => Invariants.FindBrokenAsync(db)));
        Assert.Equal((1, 1), (await host.CountOfAsync(one), await host.CountOfAsync(two)));
    }

    [Fact]
    public async Task Work_SqliteIsBusyBeyondTheTimeout_GoesOnWhenTheOtherLetsGo()
    {
        await using var database = await TestDatabase.CreateAsync(Database.Sqlite);
        var impatient = new SqliteConnectionStringBuilder(database.ConnectionString) { DefaultTimeout = 1 }.ConnectionString;
        await using var node = await WorkingNode.StartAsync(Database.Sqlite, impatient);
        await using var other = new SqliteConnection(database.ConnectionString);
        await other.OpenAsync();

        await node.StartAsync(3);
        await using (await other.BeginTransactionAsync())
        {
            await node.UntilLoggedAsync("Due work could not be looked at");
        }

        await node.AssertAllIsDoneOnceAsync();
        Assert.True(node.Log.Has(LogLevel.Error, "SQLite Error 5"));
    }

    [Fact]
    public async Task Work_SqliteDiskIsFull_GoesOnWhenThereIsRoom()
    {
        await using var database = await TestDatabase.CreateAsync(Database.Sqlite);
        var disk = new SmallDisk();
        await using var node = await WorkingNode.StartAsync(Database.Sqlite, database.ConnectionString, disk);
        node.Meanwhile(async visit => await visit.Db.AddAsync(new OutboxMessage { Kind = "none", MessageId = "large", Content = new byte[1_000_000] }));

        disk.IsFull = true;
        await node.StartAsync(3);
        await node.UntilLoggedAsync("SQLite Error 13");
        disk.IsFull = false;

        await node.AssertAllIsDoneOnceAsync();
    }

    private static async Task FailFirstAsync(WorkingNode node, int times, string sqlState)
    {
        await node.ExecuteAsync("CREATE SEQUENCE failures");
        await node.ExecuteAsync($"""
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('failures') <= {times} THEN RAISE EXCEPTION 'as planned' USING ERRCODE = '{sqlState}'; END IF; RETURN NEW;
            END $$
            """);
        await node.ExecuteAsync("CREATE TRIGGER fail BEFORE INSERT ON \"Deed\" FOR EACH ROW EXECUTE FUNCTION fail()");
    }

    private static async Task OnServerAsync(string connectionString, string sql)
    {
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres" });
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The file may not grow by more than a few pages while the disk is full; SQLite itself refuses the rest.</summary>
    private sealed class SmallDisk : DbConnectionInterceptor
    {
        public bool IsFull { get; set; }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA page_count";
            var pages = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
#pragma warning disable CA2100 // a number
            command.CommandText = $"PRAGMA max_page_count = {(IsFull ? pages + 50 : 1_000_000)}";
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
