using FluentValidation;
using MediatR;
using Tracker.Engine;
using Tracker.Workflow.Audit;

namespace Tracker.Workflow.Operations;

/// <summary>Keeps a definition as a draft, even when it could not be published yet; the next import of the same definition replaces it.</summary>
public static class ImportDefinition
{
    /// <param name="Text">The definition in Elsa 3's JSON, kept byte for byte; at most 1,000,000 characters.</param>
    public sealed record Command(string Text) : ICommand<Result>;

    /// <param name="DefinitionId">The definition's own id.</param>
    /// <param name="Name">The name people gave it.</param>
    /// <param name="ContentHash">SHA-256 of the bytes, in lower-case hexadecimal.</param>
    /// <param name="IsPublishable">Whether there is no error among the findings.</param>
    /// <param name="Findings">Everything that publishing would find.</param>
    public sealed record Result(string DefinitionId, string? Name, string ContentHash, bool IsPublishable, IReadOnlyList<Finding> Findings);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Text).IsDefinition();
    }

    internal sealed class Handler(Definitions definitions, CommandScope scope) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            scope.Actor.MustServeAll();
            try
            {
                var (draft, findings) = await definitions.ImportAsync(request.Text, cancellationToken);
                var errors = findings.Count(f => f.Severity == FindingSeverity.Error);
                scope.Record(draft.Id, $"{scope.Actor.Name} imported a draft of the workflow {draft.DefinitionId} with {errors} errors.");
                return new(draft.DefinitionId, draft.Name, draft.ContentHash, errors == 0, findings);
            }
            catch (FormatException unreadable)
            {
                throw new DefinitionRefusedException("definition.unreadable", $"This cannot be kept as a definition: {unreadable.Message}", definitions.Validate(request.Text));
            }
        }
    }
}
