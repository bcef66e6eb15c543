using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>Records that the caller has done a task; its workflow goes on at once.</summary>
public static class CompleteTask
{
    private const int MaxResult = 100_000;

    /// <param name="TaskId">The task.</param>
    /// <param name="Answer">What was answered, as the task's form asks; at most 100,000 characters of JSON.</param>
    public sealed record Command(Guid TaskId, JsonElement? Answer) : ICommand<Result>;

    public sealed record Result(Guid TaskId, Guid InstanceId);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Answer).Must(a => a is null || a.Value.GetRawText().Length <= MaxResult).WithName("result").WithMessage($"At most {MaxResult:N0} characters of JSON.");
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, WorkflowRuntime runtime) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var task = await db.Set<WorkflowTask>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == request.TaskId, cancellationToken) ?? throw new NotFoundException("Task");
            var subjects = await db.SubjectsOfAsync(scope.Actor, [task.InstanceId], cancellationToken);
            var isTheirs = await db.Set<WorkflowTask>().For(scope.Actor).AnyAsync(t => t.Id == task.Id, cancellationToken);
            if (subjects.Count == 0)
            {
                throw new NotFoundException("Task");
            }

            RefusedException.Unless(isTheirs, "task.other-role", $"This task is for the role {task.Role ?? "officer or chair"}.");
            var wasOpen = await runtime.CompleteTaskAsync(task.Id, request.Answer?.GetRawText(), scope.Actor.Name, cancellationToken);
            RefusedException.Unless(wasOpen, "task.closed", $"This task was {(task.Status == WorkflowTaskStatus.Cancelled ? "cancelled" : "completed")} already.");
            scope.Record(task.Id, $"{scope.Actor.Name} completed the task {task.Name}.");
            return new(task.Id, task.InstanceId);
        }
    }
}
