using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Meetings;

/// <summary>A meeting of a commission, the day its papers are due, and what it is to look at.</summary>
public sealed class Meeting : IVersioned
{
    /// <summary>Clear working days between the papers and the meeting, neither counted.</summary>
    private const int ClearDays = 5;

    private readonly List<MeetingItem> items = [];

    private Meeting()
    {
    }

    public Guid Id { get; private init; }

    public Guid CommissionId { get; private init; }

    public string? Title { get; private init; }

    public string? Place { get; private init; }

    /// <summary>The day it is held, Europe/London.</summary>
    public DateOnly HeldOn { get; private set; }

    /// <summary>The last day for its papers: five clear working days before.</summary>
    public DateOnly PapersOn { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public string? CancelReason { get; private set; }

    /// <summary>How often its agenda or its outcomes were taken up; changes the version even where nothing else changes.</summary>
    public int TakenUp { get; private set; }

    public int Version { get; private set; } = 1;

    public IReadOnlyList<MeetingItem> Items => items;

    internal static Meeting Plan(Guid commissionId, DateOnly on, WorkingCalendar calendar, DateTimeOffset now, (string? Title, string? Place) about = default)
    {
        var meeting = new Meeting { Id = Guid.CreateVersion7(now), CommissionId = commissionId, Title = about.Title, Place = about.Place };
        meeting.Set(on, calendar);
        return meeting;
    }

    /// <summary>Holds it on another day.</summary>
    /// <exception cref="RefusedException"><c>meeting.cancelled</c>, <c>meeting.over</c>, <c>meeting.same-day</c>.</exception>
    internal void Move(DateOnly on, WorkingCalendar calendar, DateOnly today)
    {
        RefuseUnlessAhead(today);
        RefusedException.When(on == HeldOn, "meeting.same-day", "The meeting is on that day already.");
        RefusedException.When(on < today, "meeting.over", "That day is past.");
        Set(on, calendar);
    }

    /// <exception cref="RefusedException"><c>meeting.cancelled</c>, <c>meeting.over</c>.</exception>
    internal void Cancel(string reason, DateOnly today, DateTimeOffset now)
    {
        RefuseUnlessAhead(today);
        (CancelledAt, CancelReason) = (now, reason);
    }

    /// <summary>Puts what is open on the agenda; what stands on it already stays, with its words brought up to date.</summary>
    /// <exception cref="RefusedException"><c>meeting.cancelled</c>.</exception>
    internal void Gather(IEnumerable<(Guid LetterId, Guid RecommendationId, string Why)> open)
    {
        RefusedException.When(CancelledAt is not null, "meeting.cancelled", "This meeting has been cancelled.");
        TakenUp++;
        foreach (var (letterId, recommendationId, why) in open)
        {
            var item = items.Find(i => i.RecommendationId == recommendationId);
            if (item is null)
            {
                item = new(Id, items.Count + 1, letterId, recommendationId);
                items.Add(item);
            }

            item.Say(why);
        }
    }

    /// <summary>Lets outcomes be taken down.</summary>
    /// <exception cref="RefusedException"><c>meeting.cancelled</c>, <c>meeting.not-held</c>.</exception>
    internal void TakeOutcomes(DateOnly today)
    {
        RefusedException.When(CancelledAt is not null, "meeting.cancelled", "This meeting has been cancelled.");
        RefusedException.When(HeldOn > today, "meeting.not-held", $"The meeting is on {HeldOn:d MMMM yyyy}; it has no outcome yet.");
        TakenUp++;
    }

    /// <summary>Counts the day of its papers anew, after a change of bank holidays.</summary>
    /// <returns>Whether it has moved.</returns>
    internal bool Recount(WorkingCalendar calendar)
    {
        var before = PapersOn;
        Set(HeldOn, calendar);
        return PapersOn != before;
    }

    private void Set(DateOnly on, WorkingCalendar calendar) => (HeldOn, PapersOn) = (on, calendar.CountBefore(on, ClearDays + 1).Last);

    private void RefuseUnlessAhead(DateOnly today)
    {
        RefusedException.When(CancelledAt is not null, "meeting.cancelled", "This meeting has been cancelled.");
        RefusedException.When(HeldOn < today, "meeting.over", "This meeting is over.");
    }
}

/// <summary>A recommendation on a meeting's agenda. What the meeting made of it is an assessment that names the meeting.</summary>
public sealed class MeetingItem
{
    private MeetingItem()
    {
    }

    internal MeetingItem(Guid meetingId, int order, Guid letterId, Guid recommendationId) =>
        (MeetingId, Order, LetterId, RecommendationId) = (meetingId, order, letterId, recommendationId);

    public Guid MeetingId { get; private init; }

    /// <summary>Its place on the agenda, from 1.</summary>
    public int Order { get; private init; }

    public Guid LetterId { get; private init; }

    public Guid RecommendationId { get; private init; }

    /// <summary>What is open about it, in a sentence.</summary>
    public string Why { get; private set; } = "";

    internal void Say(string why) => Why = why;
}

internal sealed class MeetingConfiguration : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> meeting)
    {
        meeting.ToTable("Meeting");
        meeting.Property(m => m.Id).ValueGeneratedNever();
        meeting.Property(m => m.Title).HasMaxLength(200);
        meeting.Property(m => m.Place).HasMaxLength(200);
        meeting.Property(m => m.CancelReason).HasMaxLength(500);
        meeting.Property(m => m.Version).IsConcurrencyToken();
        meeting.HasIndex(m => new { m.CommissionId, m.HeldOn, m.Id });
        meeting.HasOne<Commission>().WithMany().HasForeignKey(m => m.CommissionId).OnDelete(DeleteBehavior.Restrict);
        meeting.HasMany(m => m.Items).WithOne().HasForeignKey(i => i.MeetingId);
        meeting.Navigation(m => m.Items).HasField("items");
    }
}

internal sealed class MeetingItemConfiguration : IEntityTypeConfiguration<MeetingItem>
{
    public void Configure(EntityTypeBuilder<MeetingItem> item)
    {
        item.ToTable("MeetingItem");
        item.HasKey(i => new { i.MeetingId, i.Order });
        item.HasIndex(i => i.RecommendationId);
    }
}
