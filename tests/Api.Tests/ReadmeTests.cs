using System.Diagnostics;
using Tracker.Support;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>The block that a new user pastes from the README does what the README says.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task StoryOfTheReadme_Pasted_RunsUntilEverythingIsClosed()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var block = readme.Split("```bash\n")[1].Split("```")[0]
            .Replace("dotnet build src/Api --verbosity quiet\n", "", StringComparison.Ordinal) // the build that this test runs from
            .Replace("src/Api/bin/Debug/net10.0/Tracker.Api.dll", Path.Combine(AppContext.BaseDirectory, "Tracker.Api.dll"), StringComparison.Ordinal)
            .Replace(":5081", $":{Random.Shared.Next(12_000, 20_000)}", StringComparison.Ordinal);

        var output = await BashAsync(block);

        Assert.Contains("\"state\":\"answered\"", output, StringComparison.Ordinal);
        Assert.Contains("Northmere Council was chased, reminder 3, with its escalation contacts.", output, StringComparison.Ordinal);
        Assert.Contains("\"letterState\":\"closed\"", output, StringComparison.Ordinal);
        Assert.Contains("chair@northmere.test closed recommendation", output, StringComparison.Ordinal);
        Assert.DoesNotContain("urn:tracker:", output, StringComparison.Ordinal);
        Assert.Equal(18, output.Split('\n').Count(l => l.EndsWith(".eml", StringComparison.Ordinal)));
    }

    private static async Task<string> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Repository.Root };
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return output;
    }
}
