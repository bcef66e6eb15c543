using System.Diagnostics.CodeAnalysis;

namespace Tracker.Workflow;

/// <summary>A change that the rules of the field forbid. <see cref="Rule"/> is public API and is never renamed.</summary>
#pragma warning disable RCS1194 // without a rule name it would be an ordinary fault
public sealed class RefusedException(string rule, string message) : Exception(message)
#pragma warning restore RCS1194
{
    /// <summary>The stable name of the rule, such as <c>request.extension-not-later</c>.</summary>
    public string Rule { get; } = rule;

    /// <summary>Refuses when <paramref name="condition"/> holds.</summary>
    public static void When([DoesNotReturnIf(true)] bool condition, string rule, string message)
    {
        if (condition)
        {
            throw new RefusedException(rule, message);
        }
    }

    /// <summary>Refuses unless <paramref name="condition"/> holds.</summary>
    public static void Unless([DoesNotReturnIf(false)] bool condition, string rule, string message) => When(!condition, rule, message);
}
