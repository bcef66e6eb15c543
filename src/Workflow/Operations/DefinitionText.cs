using FluentValidation;
using Tracker.Engine;

namespace Tracker.Workflow.Operations;

/// <summary>The text of a definition cannot be kept or published; the findings say why.</summary>
/// <param name="rule">The stable name of the rule, <c>definition.unreadable</c> or <c>definition.refused</c>.</param>
/// <param name="message">A plain sentence.</param>
/// <param name="findings">What is wrong with it.</param>
public sealed class DefinitionRefusedException(string rule, string message, IReadOnlyList<Finding> findings) : Exception(message)
{
    public string Rule { get; } = rule;

    public IReadOnlyList<Finding> Findings { get; } = findings;
}

internal static class DefinitionText
{
    private const int MaxLength = 1_000_000;

    public static void IsDefinition<T>(this IRuleBuilderInitial<T, string> text) =>
        text.NotEmpty().WithMessage("Send the definition as the body, in Elsa 3's JSON.").MaximumLength(MaxLength).WithMessage($"A definition has at most {MaxLength:N0} characters.").WithName("definition");
}
