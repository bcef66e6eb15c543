using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tracker.Support;

namespace Tracker.Api.Tests.Support;

/// <summary>The real executable in a process of its own, which can be killed without warning and started again.</summary>
internal sealed class TrackerProcess(TestDatabase database, string folder, string at) : IAsyncDisposable
{
    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "Tracker.Api.dll");
    private readonly int port = FreePort();
    private Process? process;

    /// <summary>Bytes of memory that the running process holds.</summary>
    public long WorkingSet
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>Runs another verb to its end.</summary>
    /// <returns>The last line that it printed.</returns>
    public async Task<string> RunAsync(params string[] verb)
    {
        using var run = Start([.. verb, .. TestTracker.Settings(database, folder, at)]);
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        return run.ExitCode == 0 ? output.TrimEnd().Split('\n')[^1].Trim() : throw new InvalidOperationException($"{string.Join(' ', verb)}: exit {run.ExitCode}");
    }

    public async Task StartAsync()
    {
        process = Start([.. TestTracker.Settings(database, folder, at), $"--urls={Address}"]);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        for (var tries = 0; tries < 600; tries++)
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

        throw new TimeoutException("The executable did not become ready within 30 s.");
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments.Prepend(Executable))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Below the range that the system gives out by itself, so that no other host gets it while this one is dead.</summary>
    private static int FreePort()
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
}
