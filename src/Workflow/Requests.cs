using MediatR;

namespace Tracker.Workflow;

/// <summary>A request that changes something: validated, idempotent, one transaction, one event.</summary>
public interface ICommand<out TResult> : IRequest<TResult>;

/// <summary>A request that only reads.</summary>
public interface IQuery<out TResult> : IRequest<TResult>;

/// <summary>One page of a list, and where the next begins.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Next">Give it back as <c>after</c> for the next page; <see langword="null"/> on the last.</param>
public sealed record Page<TRow>(IReadOnlyList<TRow> Items, string? Next);
