namespace Tracker.Engine;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Probably a mistake; published all the same.</summary>
    Warning,

    /// <summary>The definition is refused.</summary>
    Error,
}

/// <summary>One thing that is wrong with a definition.</summary>
/// <param name="Severity">Whether it is refused for it.</param>
/// <param name="NodeId">The <c>id</c> of the activity; <see langword="null"/> when it is about the whole definition.</param>
/// <param name="ActivityType">The <c>type</c> of that activity.</param>
/// <param name="Reason">What is wrong, for the person who drew the definition.</param>
public sealed record Finding(FindingSeverity Severity, string? NodeId, string? ActivityType, string Reason);

/// <summary>What publishing came to.</summary>
/// <param name="DefinitionId">The definition's own id; empty when the text has none.</param>
/// <param name="Version">The version that now is the newest; 0 when refused.</param>
/// <param name="IsNew">Whether a version was added; not when the text is the newest version's, nor when refused.</param>
/// <param name="Findings">Everything found; any error means that nothing was changed.</param>
public sealed record PublishResult(string DefinitionId, int Version, bool IsNew, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether the definition was refused.</summary>
    public bool IsRefused => Findings.Any(finding => finding.Severity == FindingSeverity.Error);
}
