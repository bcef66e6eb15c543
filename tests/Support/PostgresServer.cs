using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Tracker.Support;

/// <summary>A fact that sets up a PostgreSQL server of its own; a visible skip where the server's programs are absent, a failure in CI.</summary>
public sealed class OwnPostgreSqlFactAttribute : FactAttribute
{
    public OwnPostgreSqlFactAttribute() => Skip = PostgresServer.Programs is null && Environment.GetEnvironmentVariable("CI") != "true"
        ? "No initdb under /usr/lib/postgresql: install PostgreSQL to run a server that may be crashed."
        : null;
}

/// <summary>A server that one test has to itself and may crash.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tracker-postgres-").FullName;
    private readonly int port = FreePort();

    private PostgresServer()
    {
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Database=postgres";

    internal static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateFiles("/usr/lib/postgresql", "initdb", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Path.GetDirectoryName).LastOrDefault()
        : null;

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        if (Environment.UserName == "root")
        {
            await ShellAsync($"chown postgres {server.folder}");
        }

        await server.RunAsync($"initdb -D {server.folder}/data -A trust -U postgres");
        await server.RunAsync($"pg_ctl -D {server.folder}/data -w -l {server.folder}/log -o '-p {server.port} -k {server.folder} -c listen_addresses=127.0.0.1' start");
        return server;
    }

    /// <summary>Every process of the server is gone at once, as in a crash; then it recovers.</summary>
    public Task CrashAsync() => RunAsync($"pg_ctl -D {folder}/data -w -m immediate -l {folder}/log restart");

    public async ValueTask DisposeAsync()
    {
        await RunAsync($"pg_ctl -D {folder}/data -w -m immediate stop");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The server does not run as root.</summary>
    private Task RunAsync(string command) => ShellAsync(Environment.UserName == "root"
        ? $"su postgres -s /bin/bash -c \"cd {folder}; {Programs}/{command}\" >/dev/null 2>&1"
        : $"{Programs}/{command} >/dev/null 2>&1");

    private static async Task ShellAsync(string command)
    {
        using var shell = Process.Start("bash", ["-c", command]);
        await shell.WaitForExitAsync();
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"Exit {shell.ExitCode}: {command}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
