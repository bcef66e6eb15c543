using System.Diagnostics;
using Tracker.Support;

namespace Tracker.Documents.Tests.Writing;

/// <summary>A checker that is not ours, so that our reader cannot share our writer's mistakes.</summary>
internal static class OutsideChecker
{
    public static async Task FindsNothingAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        var folder = Directory.CreateTempSubdirectory("tracker-documents-");
        foreach (var (name, pdf) in files)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name + ".pdf"), pdf);
        }

        var arguments = files.Keys.Select(name => Path.Combine(folder.FullName, name + ".pdf")).Prepend(Path.Combine(Repository.Shared!, "tools", "uacheck.py"));
        using var checker = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await checker.StandardOutput.ReadToEndAsync();
        await checker.WaitForExitAsync();

        Assert.True(checker.ExitCode == 0, output);
        folder.Delete(recursive: true);
    }
}
