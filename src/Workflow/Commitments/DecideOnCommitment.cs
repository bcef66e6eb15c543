using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;

namespace Tracker.Workflow.Commitments;

/// <summary>The chair ends the following-up of a commitment.</summary>
public static class CloseCommitment
{
    /// <param name="CommitmentId">Which.</param>
    /// <param name="ExpectedVersion">The version the caller saw.</param>
    /// <param name="End">Why, for the figures.</param>
    /// <param name="Reason">Why, in words the public may read.</param>
    public sealed record Command(Guid CommitmentId, int? ExpectedVersion, ClosingReason End, string Reason) : ICommand<CommitmentDetail>;

    internal sealed class Handler(CommitmentChange change, CommandScope scope) : IRequestHandler<Command, CommitmentDetail>
    {
        public Task<CommitmentDetail> Handle(Command request, CancellationToken cancellationToken) => change.ApplyAsync(
            (request.CommitmentId, request.ExpectedVersion),
            (c, now) =>
            {
                c.Close(request.End, request.Reason, scope.Actor, now);
                return $"closed a promise as {PlainWords.Of(request.End)}";
            },
            request.Reason,
            cancellationToken);
    }
}

/// <summary>The chair has a closed commitment followed again.</summary>
public static class ReopenCommitment
{
    public sealed record Command(Guid CommitmentId, int? ExpectedVersion, string Reason) : ICommand<CommitmentDetail>;

    internal sealed class Handler(CommitmentChange change) : IRequestHandler<Command, CommitmentDetail>
    {
        public Task<CommitmentDetail> Handle(Command request, CancellationToken cancellationToken) => change.ApplyAsync(
            (request.CommitmentId, request.ExpectedVersion),
            (c, now) =>
            {
                c.Reopen(request.Reason, now);
                return "reopened a promise";
            },
            request.Reason,
            cancellationToken);
    }
}

/// <summary>People of the commission say what they think of a commitment.</summary>
public static class JudgeCommitment
{
    public sealed record Command(Guid CommitmentId, int? ExpectedVersion, View View) : ICommand<CommitmentDetail>;

    internal sealed class Handler(CommitmentChange change) : IRequestHandler<Command, CommitmentDetail>
    {
        public Task<CommitmentDetail> Handle(Command request, CancellationToken cancellationToken) => change.ApplyAsync(
            (request.CommitmentId, request.ExpectedVersion),
            (c, _) =>
            {
                c.Judge(request.View);
                return $"recorded the commission's view of a promise, {PlainWords.Of(request.View)}";
            },
            reason: null,
            cancellationToken);
    }
}

/// <summary>Sets a colour that the table would not give, or goes back to the table.</summary>
public static class OverrideColour
{
    /// <param name="CommitmentId">Which.</param>
    /// <param name="ExpectedVersion">The version the caller saw.</param>
    /// <param name="Colour">The colour; none goes back to the table.</param>
    /// <param name="Reason">Why; 1 to 500 characters.</param>
    public sealed record Command(Guid CommitmentId, int? ExpectedVersion, Colour? Colour, string Reason) : ICommand<CommitmentDetail>;

    internal sealed class Handler(CommitmentChange change, CommandScope scope) : IRequestHandler<Command, CommitmentDetail>
    {
        public Task<CommitmentDetail> Handle(Command request, CancellationToken cancellationToken) => change.ApplyAsync(
            (request.CommitmentId, request.ExpectedVersion),
            (c, now) =>
            {
                c.SetColour(new(request.Colour, request.Reason, scope.Actor.Name, now));
                return request.Colour is { } colour ? $"set the colour of a promise to {PlainWords.Of(colour)}" : "went back to the table's colour of a promise";
            },
            request.Reason,
            cancellationToken);
    }
}
