using System.Diagnostics;
using System.Text;

namespace Tracker.Support;

/// <summary>One of our executables in a process of its own, which can be killed without warning, stopped and let go on.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();

    private ChildProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginOutputReadLine();
    }

    /// <summary>Bytes of memory that it holds.</summary>
    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public bool HasExited => process.HasExited;

    /// <param name="assembly">A file beside the running program, such as <c>Tracker.Api.dll</c>.</param>
    /// <param name="arguments">Its command line.</param>
    public static ChildProcess Start(string assembly, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, assembly)))
        {
            start.ArgumentList.Add(argument);
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code, 137 after a SIGKILL, and all that it printed.</returns>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        await process.WaitForExitAsync();
        return (process.ExitCode, output.ToString());
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stands still with all that it holds.</summary>
    public Task StallAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT: it goes on as if nothing had happened.</summary>
    public Task GoOnAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("bash", ["-c", $"kill -{signal} {process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
