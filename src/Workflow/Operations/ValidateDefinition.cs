using FluentValidation;
using MediatR;
using Tracker.Engine;

namespace Tracker.Workflow.Operations;

/// <summary>Says what publishing a definition would find; changes nothing.</summary>
public static class ValidateDefinition
{
    /// <param name="Text">The definition in Elsa 3's JSON; at most 1,000,000 characters.</param>
    public sealed record Query(string Text) : IQuery<Result>;

    /// <param name="IsPublishable">Whether there is no error among the findings.</param>
    /// <param name="Findings">Everything found; empty when there is nothing to say.</param>
    public sealed record Result(bool IsPublishable, IReadOnlyList<Finding> Findings);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Text).IsDefinition();
    }

    internal sealed class Handler(Definitions definitions) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var findings = definitions.Validate(request.Text);
            return Task.FromResult(new Result(findings.All(f => f.Severity != FindingSeverity.Error), findings));
        }
    }
}
