using System.Net;
using System.Net.Sockets;
using Tracker.Support;

namespace Tracker.Api.Tests.Support;

/// <summary>The real executable in a process of its own, which can be killed without warning and started again.</summary>
/// <param name="database">Its own, or shared with other nodes.</param>
/// <param name="folder">The data directory; nodes share it too.</param>
/// <param name="at">Where the simulated clock starts; the system's clock without it.</param>
/// <param name="more">Further settings.</param>
internal sealed class TrackerProcess(TestDatabase database, string folder, string? at, params string[] more) : IAsyncDisposable
{
    private const string Executable = "Tracker.Api.dll";
    private readonly int port = FreePort();
    private ChildProcess? process;

    /// <summary>Bytes of memory that the running process holds.</summary>
    public long WorkingSet => process!.WorkingSet;

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>Below the range that the system gives out by itself, so that no other host gets it while this one is dead.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 20_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken; try another
            }
        }
    }

    /// <summary>Runs another verb to its end.</summary>
    /// <returns>The last line that it printed.</returns>
    public async Task<string> RunAsync(params string[] verb)
    {
        await using var run = ChildProcess.Start(Executable, [.. verb, .. TestTracker.Settings(database, folder, at), .. more]);
        var (exit, output) = await run.EndAsync();
        return exit == 0 ? output.TrimEnd().Split('\n')[^1].Trim() : throw new InvalidOperationException($"{string.Join(' ', verb)}: exit {exit}");
    }

    public async Task StartAsync()
    {
        process = ChildProcess.Start(Executable, [.. TestTracker.Settings(database, folder, at), .. more, $"--urls={Address}"]);
        using var http = new HttpClient { BaseAddress = Address };
        for (var tries = 0; tries < 2400; tries++)
        {
            try
            {
                using var response = await http.GetAsync("health/ready");
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The executable did not become ready within two minutes.");
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        await process!.DisposeAsync();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }
    }
}
