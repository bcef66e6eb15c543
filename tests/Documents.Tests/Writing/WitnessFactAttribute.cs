using Tracker.Support;

namespace Tracker.Documents.Tests.Writing;

/// <summary>A fact that asks programs outside; skipped with its reason where one is missing, except in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WitnessFactAttribute : FactAttribute
{
    public WitnessFactAttribute(params string[] programs) => Skip = new SharedFactAttribute().Skip ?? Missing(programs);

    private static string? Missing(string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")))).ToList();
        return missing.Count == 0 || Environment.GetEnvironmentVariable("CI") == "true" ? null : $"Needs {string.Join(" and ", missing)}, which is not on the PATH.";
    }
}
