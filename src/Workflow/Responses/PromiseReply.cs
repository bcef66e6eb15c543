using FluentValidation;
using MediatR;
using Tracker.Workflow.Audit;

namespace Tracker.Workflow.Responses;

/// <summary>What a respondent said about when it will answer.</summary>
/// <param name="On">The day promised, Europe/London.</param>
/// <param name="Note">What else was said.</param>
/// <param name="RecordedBy">Who took it down.</param>
/// <param name="At">When.</param>
public sealed record ReplyPromise(DateOnly On, string? Note, string RecordedBy, DateTimeOffset At);

/// <summary>Records when a respondent says that it will answer. The due date stays; reminders respect the promise.</summary>
public static class PromiseReply
{
    /// <param name="ResponseRequestId">Whose reply.</param>
    /// <param name="ExpectedVersion">The version the caller saw.</param>
    /// <param name="On">The day promised; today or later.</param>
    /// <param name="Note">What else was said, up to 500 characters.</param>
    public sealed record Command(Guid ResponseRequestId, int? ExpectedVersion, DateOnly On, string? Note) : ICommand<DueDateChanged>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Note).MaximumLength(500);
    }

    internal sealed class Handler(DueDateChange change, CommandScope scope) : IRequestHandler<Command, DueDateChanged>
    {
        public Task<DueDateChanged> Handle(Command request, CancellationToken cancellationToken) => change.ApplyAsync(
            (request.ResponseRequestId, request.ExpectedVersion), (r, at) => r.Promise(request.On, request.Note, scope.Actor, at),
            new($"recorded the promise of a reply by {request.On:d MMMM yyyy}", request.Note), cancellationToken);
    }
}
