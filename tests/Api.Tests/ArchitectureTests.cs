using System.Reflection;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>Who may use whom: the table of the README.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Tracker.Engine"] = [],
        ["Tracker.Documents"] = [],
        ["Tracker.Workflow"] = ["Tracker.Engine", "Tracker.Documents"],
        ["Tracker.Web"] = ["Tracker.Workflow"],
        ["Tracker.Api"] = ["Tracker.Engine", "Tracker.Documents", "Tracker.Workflow", "Tracker.Web"],
    };

    public static TheoryData<string> Assemblies => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void References_OfEachAssembly_AreAllowed(string name)
    {
        var used = Assembly.Load(name).GetReferencedAssemblies().Select(r => r.Name!).Where(r => r.StartsWith("Tracker.", StringComparison.Ordinal));

        Assert.Empty(used.Except(MayUse[name], StringComparer.Ordinal));
    }

    [Fact]
    public void References_OfEngine_KnowNoDatabaseProvider()
    {
        var used = Assembly.Load("Tracker.Engine").GetReferencedAssemblies().Select(r => r.Name!).ToList();

        Assert.DoesNotContain(used, r => r.Contains("Sqlite", StringComparison.Ordinal) || r.Contains("SqlServer", StringComparison.Ordinal) || r.Contains("Npgsql", StringComparison.Ordinal));
    }

    /// <summary>Pages and endpoints send use cases; none touches the database. Only health and start-up ask it how it is.</summary>
    [Fact]
    public void Types_OfWebAndEndpoints_NeverTouchTheDatabase()
    {
        var touching = Sources("src/Web").Concat(Sources("src/Api").Where(f => f.EndsWith("Endpoints.cs", StringComparison.Ordinal)))
            .Where(f => File.ReadAllText(f).Contains("TrackerDb", StringComparison.Ordinal) || File.ReadAllText(f).Contains("EntityFrameworkCore", StringComparison.Ordinal));

        Assert.Empty(touching);
    }

    [Fact]
    public void Sources_OfDocuments_ReadNoClockAndNoDatabase()
    {
        var used = Assembly.Load("Tracker.Documents").GetReferencedAssemblies().Select(r => r.Name!).ToList();

        Assert.DoesNotContain(used, r => r.Contains("EntityFramework", StringComparison.Ordinal));
        Assert.DoesNotContain(Sources("src/Documents"), f => File.ReadAllText(f).Contains("TimeProvider", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Tracker.Support.Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
