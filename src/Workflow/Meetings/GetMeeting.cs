using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Assessments;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Meetings;

/// <summary>A meeting with its agenda and what came of each item.</summary>
public static class GetMeeting
{
    public sealed record Query(Guid MeetingId) : IQuery<Result>;

    public sealed record Result(MeetingRow Meeting, IReadOnlyList<Item> Items);

    public sealed record Item(int Order, Guid LetterId, string Reference, string Subject, Guid RecommendationId, string Label, string Text, string Why, View View, IReadOnlyList<AssessmentRow> Outcomes);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var meeting = await db.Meetings.AsNoTracking().FindMeetingAsync(request.MeetingId, scope.Actor, cancellationToken);
            var letterIds = meeting.Items.Select(i => i.LetterId).Distinct().ToList();
            var letters = await db.Letters.AsNoTracking().Whole().Where(l => letterIds.Contains(l.Id)).ToDictionaryAsync(l => l.Id, cancellationToken);
            var outcomes = (await db.Assessments.AsNoTracking().Where(a => a.MeetingId == meeting.Id).ToListAsync(cancellationToken)).OrderBy(a => a.ProposedAt).ToLookup(a => a.RecommendationId);
            return new(MeetingRow.Of(meeting), [.. meeting.Items.Select(i => ItemOf(i, letters[i.LetterId], outcomes[i.RecommendationId]))]);
        }

        private static Item ItemOf(MeetingItem item, ScrutinyLetter letter, IEnumerable<Assessment> outcomes)
        {
            var recommendation = letter.Recommendations.Single(r => r.Id == item.RecommendationId);
            return new(
                item.Order, letter.Id, letter.Reference, letter.Subject, recommendation.Id, recommendation.Label, recommendation.Text, item.Why, recommendation.View,
                [.. outcomes.Select(AssessmentRow.Of)]);
        }
    }
}

/// <summary>The meetings of the commissions that the caller works for, in the order of their days.</summary>
public static class ListMeetings
{
    /// <param name="CommissionId">Only this commission's.</param>
    /// <param name="From">Only those from that day on.</param>
    /// <param name="After">Where the page before ended.</param>
    /// <param name="Size">Rows a page, 1 to 200; 50 by default.</param>
    public sealed record Query(Guid? CommissionId, DateOnly? From, string? After, int? Size) : IQuery<Page<MeetingRow>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => this.IsPaged(q => q.Size, q => q.After);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Page<MeetingRow>>
    {
        public async Task<Page<MeetingRow>> Handle(Query request, CancellationToken cancellationToken)
        {
            var own = request.CommissionId ?? scope.Actor.CommissionId;
            var meetings = db.Meetings.AsNoTracking().Where(m => (scope.Actor.CommissionId == null || m.CommissionId == scope.Actor.CommissionId) && (own == null || m.CommissionId == own));
            if (request.From is { } from)
            {
                meetings = meetings.Where(m => m.HeldOn >= from);
            }

            if (DayCursor.Parse(request.After) is { } after)
            {
                meetings = meetings.Where(m => m.HeldOn >= after.Day && (m.HeldOn > after.Day || m.Id.CompareTo(after.Id) > 0));
            }

            var rows = await meetings.OrderBy(m => m.HeldOn).ThenBy(m => m.Id).Take(Paging.SizeOf(request.Size) + 1)
                .Select(m => new MeetingRow(m.Id, m.CommissionId, m.Title, m.Place, m.HeldOn, m.PapersOn, m.Items.Count, m.CancelReason, m.Version)).ToListAsync(cancellationToken);
            return Paging.PageOf(rows, request.Size, m => new DayCursor(m.HeldOn, m.Id));
        }
    }
}
