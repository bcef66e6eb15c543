using System.Diagnostics;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

/// <summary>A fact that asks Python's mail library; a visible skip where there is no python3, and a failure in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    private static readonly bool IsThere = Runs();

    public PythonFactAttribute() =>
        Skip = IsThere || Environment.GetEnvironmentVariable("CI") == "true" ? null : "Needs python3, which is not on the path.";

    private static bool Runs()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import email"]) { UseShellExecute = false, RedirectStandardError = true })!;
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
