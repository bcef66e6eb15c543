using System.Reflection;
using Microsoft.Data.SqlClient;
using Npgsql;
using Xunit.Sdk;

namespace Tracker.Support;

/// <summary>A kind of database that tests run on.</summary>
public enum Database
{
    Sqlite,
    PostgreSql,
    SqlServer,
}

/// <summary>Runs the theory on SQLite, which needs no server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute() : OnDatabaseAttribute(Database.Sqlite);

/// <summary>Runs the theory on the PostgreSQL server named by <c>TRACKER_TEST_POSTGRESQL</c>; a visible skip without it, a failure in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgreSqlAttribute() : OnDatabaseAttribute(Database.PostgreSql);

/// <summary>Runs the theory on the SQL Server named by <c>TRACKER_TEST_SQLSERVER</c>; a visible skip without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqlServerAttribute() : OnDatabaseAttribute(Database.SqlServer);

/// <summary>Runs the theory on SQL Server too where <c>TRACKER_TEST_SQLSERVER</c> names one; elsewhere it says nothing, as the skipped stories of
/// <see cref="OnSqlServerAttribute"/> have said it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlsoOnSqlServerAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => TestDatabase.WhyNot(Database.SqlServer) is null ? [[Database.SqlServer]] : [];
}

/// <summary>One row of a theory: the database to run on. Each database has its own attribute because a row cannot be skipped alone.</summary>
public abstract class OnDatabaseAttribute(Database database) : DataAttribute
{
    public override string Skip { get; set; } = TestDatabase.WhyNot(database)!;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[database]];
}

/// <summary>An empty database of its own for one test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? adminConnection;

    private TestDatabase(Database kind, string name, string connectionString, string? adminConnection)
    {
        Kind = kind;
        Name = name;
        ConnectionString = connectionString;
        this.adminConnection = adminConnection;
    }

    public Database Kind { get; }

    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>Why tests cannot run on that kind here; <see langword="null"/> when they can, and in CI for PostgreSQL, where its absence is a failure.</summary>
    public static string? WhyNot(Database database) => database switch
    {
        Database.PostgreSql when Server(database) is null && Environment.GetEnvironmentVariable("CI") != "true" =>
            "No PostgreSQL: set TRACKER_TEST_POSTGRESQL to the connection string of a server on which databases can be created.",
        Database.SqlServer when Server(database) is null =>
            "No SQL Server: set TRACKER_TEST_SQLSERVER to the connection string of a server on which databases can be created.",
        _ => null,
    };

    /// <param name="kind">The kind.</param>
    /// <param name="server">The server to make it on, when not the one of the environment.</param>
    public static async Task<TestDatabase> CreateAsync(Database kind, string? server = null)
    {
        var name = $"tracker_test_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        switch (kind)
        {
            case Database.Sqlite:
                var file = Path.Combine(Path.GetTempPath(), name + ".db");
                return new(kind, file, $"Data Source={file};Default Timeout=5;Pooling=True", adminConnection: null);
            case Database.PostgreSql:
                var admin = server ?? Server(kind) ?? throw new InvalidOperationException("TRACKER_TEST_POSTGRESQL is not set, and in CI PostgreSQL is never skipped.");
                await ExecutePostgreSqlAsync(admin, $"CREATE DATABASE {name}");
                return new(kind, name, new NpgsqlConnectionStringBuilder(admin) { Database = name, MaxPoolSize = 20 }.ConnectionString, admin);
            default:
                // EF's migrations create the database on SQL Server.
                server ??= Server(kind) ?? throw new InvalidOperationException("TRACKER_TEST_SQLSERVER is not set.");
                return new(kind, name, $"{server.TrimEnd(';')};Database={name}", server);
        }
    }

    public async ValueTask DisposeAsync()
    {
        switch (Kind)
        {
            case Database.Sqlite:
                foreach (var file in new[] { Name, Name + "-wal", Name + "-shm" })
                {
                    File.Delete(file);
                }

                break;
            case Database.PostgreSql:
                await ExecutePostgreSqlAsync(adminConnection!, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
                break;
            default:
                await DropOnSqlServerAsync();
                break;
        }
    }

    private static string? Server(Database database) => Environment.GetEnvironmentVariable($"TRACKER_TEST_{database.ToString().ToUpperInvariant()}") is { Length: > 0 } value ? value : null;

    private async Task DropOnSqlServerAsync()
    {
        await using var connection = new SqlConnection(adminConnection);
        await connection.OpenAsync();
        SqlConnection.ClearAllPools();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name is made here from a GUID
        command.CommandText = $"DROP DATABASE IF EXISTS {Name}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ExecutePostgreSqlAsync(string connectionString, string sql)
    {
        // From no pool: its connections are dead when a test has crashed the server.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name is made here from a GUID
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
