using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>A response request after its due date was changed.</summary>
public sealed record DueDateChanged(ResponseRequestRow ResponseRequest);

/// <summary>What extending, pausing, restarting and overriding share: load, change the ledger, tell the workflow.</summary>
internal sealed class DueDateChange(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, DueDates dueDates, TimeProvider clock)
{
    public async Task<DueDateChanged> ApplyAsync(
        (Guid Id, int? ExpectedVersion) target, Action<ResponseRequest, (DueDates, DateTimeOffset)> change, DoneTo done, CancellationToken cancellationToken)
    {
        var letterId = await db.ResponseRequests.Where(r => r.Id == target.Id).Select(r => (Guid?)r.LetterId).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("Response request");
        var letter = await db.Letters.FindLetterAsync(letterId, scope.Actor, cancellationToken);
        var request = letter.ResponseRequests.Single(r => r.Id == target.Id);
        StaleException.Unless(target.ExpectedVersion, request.Version);

        change(request, (dueDates, clock.GetUtcNow()));

        var rows = await SavedAsync(letter, request, done, cancellationToken);
        return new(rows.Single(r => r.Id == request.Id));
    }

    private async Task<IReadOnlyList<ResponseRequestRow>> SavedAsync(ScrutinyLetter letter, ResponseRequest request, DoneTo done, CancellationToken cancellationToken)
    {
        var due = request.DueOn is { } on ? $"due on {on:d MMMM yyyy}" : "without a due date";
        scope.Record(request.Id, $"{scope.Actor.Name} {done.What} for {letter.NameOf(request.OrganisationId)}; the reply is {due}.", letter.Id, done.Reason);
        await db.SaveChangesAsync(cancellationToken);
        await runtime.TellAsync(request, "DeadlineChanged", scope, cancellationToken);
        return await db.RowsOfAsync(letter, (dueDates, clock), cancellationToken);
    }
}

/// <summary>What was done to a due date, for the history.</summary>
internal sealed record DoneTo(string What, string? Reason = null);

/// <summary>Gives an organisation more time.</summary>
public static class ExtendDueDate
{
    public sealed record Command(Guid ResponseRequestId, int? ExpectedVersion, DateOnly Until, string Reason) : ICommand<DueDateChanged>;

    internal sealed class Handler(DueDateChange change, CommandScope scope) : IRequestHandler<Command, DueDateChanged>
    {
        public Task<DueDateChanged> Handle(Command request, CancellationToken cancellationToken) => change.ApplyAsync(
            (request.ResponseRequestId, request.ExpectedVersion), (r, at) => r.Extend(request.Until, request.Reason, scope.Actor, at), new("granted more time", request.Reason), cancellationToken);
    }
}

/// <summary>Stops an organisation's clock.</summary>
public static class PauseClock
{
    /// <param name="ResponseRequestId">Whose clock.</param>
    /// <param name="ExpectedVersion">The version the caller saw.</param>
    /// <param name="Category">Such as election or court proceedings.</param>
    /// <param name="Reason">Why, in words the public may read.</param>
    /// <param name="EffectiveOn">The first day that does not count; not in the future.</param>
    public sealed record Command(Guid ResponseRequestId, int? ExpectedVersion, string Category, string Reason, DateOnly EffectiveOn) : ICommand<DueDateChanged>;

    internal sealed class Handler(DueDateChange change) : IRequestHandler<Command, DueDateChanged>
    {
        public Task<DueDateChanged> Handle(Command request, CancellationToken cancellationToken) => change.ApplyAsync(
            (request.ResponseRequestId, request.ExpectedVersion), (r, at) => r.Pause(request.Category, request.Reason, request.EffectiveOn, at), new("paused the clock", $"{request.Category}: {request.Reason}"), cancellationToken);
    }
}

/// <summary>Lets a paused clock run again.</summary>
public static class RestartClock
{
    /// <param name="ResponseRequestId">Whose clock.</param>
    /// <param name="ExpectedVersion">The version the caller saw.</param>
    /// <param name="EffectiveOn">The first day that counts again; not in the future.</param>
    public sealed record Command(Guid ResponseRequestId, int? ExpectedVersion, DateOnly EffectiveOn) : ICommand<DueDateChanged>;

    internal sealed class Handler(DueDateChange change) : IRequestHandler<Command, DueDateChanged>
    {
        public Task<DueDateChanged> Handle(Command request, CancellationToken cancellationToken) => change.ApplyAsync(
            (request.ResponseRequestId, request.ExpectedVersion), (r, at) => r.Restart(request.EffectiveOn, at), new("restarted the clock"), cancellationToken);
    }
}

/// <summary>Sets a due date by decision of the chair.</summary>
public static class OverrideDueDate
{
    public sealed record Command(Guid ResponseRequestId, int? ExpectedVersion, DateOnly On, string Reason) : ICommand<DueDateChanged>;

    internal sealed class Handler(DueDateChange change, CommandScope scope) : IRequestHandler<Command, DueDateChanged>
    {
        public Task<DueDateChanged> Handle(Command request, CancellationToken cancellationToken) => change.ApplyAsync(
            (request.ResponseRequestId, request.ExpectedVersion), (r, at) => r.Override(request.On, request.Reason, scope.Actor, at), new("set the due date", request.Reason), cancellationToken);
    }
}
