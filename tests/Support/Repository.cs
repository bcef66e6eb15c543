namespace Tracker.Support;

/// <summary>Finds the checkout that the tests run from, and the folder of shared material beside it.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Real letters and tools beside the checkout; <see langword="null"/> where a clone has none.</summary>
    public static string? Shared { get; } = FindShared();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tracker.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Tests must run from a build inside the checkout.");
    }

    private static string? FindShared()
    {
        var shared = Path.Combine(Root, "..", "shared");
        return Directory.Exists(Path.Combine(shared, "letters")) ? Path.GetFullPath(shared) : null;
    }
}
