using Xunit;

namespace Tracker.Support;

/// <summary>A fact that needs the real letters beside the checkout; skipped with its reason where they are absent.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = Repository.Shared is null ? SharedTheoryAttribute.Reason : null;
}

/// <summary>A theory that needs the real letters beside the checkout; skipped with its reason where they are absent.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    internal const string Reason = "Needs the folder ../shared with the real letters, which this clone does not have.";

    public SharedTheoryAttribute() => Skip = Repository.Shared is null ? Reason : null;
}
