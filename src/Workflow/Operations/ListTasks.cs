using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Access;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Operations;

/// <summary>Open tasks that the caller may do, oldest first.</summary>
public static class ListTasks
{
    /// <param name="After">Where the last page ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default. Whoever works for one commission may get fewer, or none, while there are more.</param>
    public sealed record Query(string? After = null, int? Size = null) : IQuery<Page<TaskRow>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => this.IsPagedByInstant(q => q.Size, q => q.After);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Page<TaskRow>>
    {
        public async Task<Page<TaskRow>> Handle(Query request, CancellationToken cancellationToken)
        {
            var open = db.Set<WorkflowTask>().AsNoTracking().Where(t => t.Status == WorkflowTaskStatus.Open);
            open = InstantCursor.Parse(request.After) is var (at, id) ? open.Where(t => t.CreatedAt >= at && (t.CreatedAt > at || t.Id.CompareTo(id) > 0)) : open;
            var rows = await open.For(scope.Actor).OrderBy(t => t.CreatedAt).ThenBy(t => t.Id).Take(Paging.SizeOf(request.Size) + 1).ToListAsync(cancellationToken);
            var page = Paging.PageOf(rows, request.Size, t => new InstantCursor(t.CreatedAt, t.Id));
            var subjects = await db.SubjectsOfAsync(scope.Actor, [.. page.Items.Select(t => t.InstanceId).Distinct()], cancellationToken);
            return new([.. page.Items.Where(t => subjects.ContainsKey(t.InstanceId)).Select(t => TaskRow.Of(t, subjects[t.InstanceId]))], page.Next);
        }
    }
}

/// <summary>Who may do a task.</summary>
internal static class TaskRoles
{
    /// <summary>Those of the actor's role; an officer and a chair also those of no role. What a form holds is no matter of an administrator.</summary>
    public static IQueryable<WorkflowTask> For(this IQueryable<WorkflowTask> tasks, Actor actor)
    {
        var name = actor.Role.ToString()!;
        string?[] spellings = [name, name.ToLowerInvariant()];
        return tasks.Where(t => spellings.Contains(t.Role) || (t.Role == null && actor.Role != Role.Administrator));
    }
}
