using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Opens and folds the ledgers of due dates, with the calendars and duties that are known.</summary>
public sealed class DueDates(TrackerDb db)
{
    private (Guid? Transaction, WorkingCalendars Calendars)? read;

    /// <summary>The calendars shipped with the product, with the editions made since laid over them.</summary>
    /// <remarks>Read when first asked for in a transaction, and in each one anew, so that all nodes count with a new edition at once.</remarks>
    internal WorkingCalendars Calendars
    {
        get
        {
            var transaction = db.Database.CurrentTransaction?.TransactionId;
            if (read is null || read.Value.Transaction != transaction)
            {
                var editions = db.Set<CalendarEdition>().AsNoTracking().ToList().OrderBy(e => e.Version, StringComparer.Ordinal);
                read = (transaction, editions.Aggregate(WorkingCalendars.Shipped, (known, edition) => edition.LaidOver(known)));
            }

            return read.Value.Calendars;
        }
    }

    /// <summary>The rule that a letter states: its date, else its own rule, else in time for the follow-up meeting, else none.</summary>
    public static DueRule RuleFor(DateOnly? statedOn, DueRule? rule, DateOnly? meetingOn) =>
        statedOn is { } on ? new DueRule.FixedDate(on)
        : rule ?? (meetingOn is null ? new DueRule.NoDate() : new DueRule.BeforeMeeting());

    /// <summary>The ledger of one organisation's due date, as of the day of issue.</summary>
    public DueDateLedger Open(ScrutinyLetter letter, Guid organisationId, DateOnly issuedOn, DateTimeOffset now)
    {
        // A letter goes by e-mail, so it is received, with the notice it contains, on the day it is issued.
        var dates = new AnchorDates(letter.Date) { IssuedOn = issuedOn, ReceivedOn = issuedOn, NoticeOn = issuedOn, MeetingOn = letter.DiscussedOn ?? letter.FollowUpMeetingOn };
        var duty = letter.Duties.FirstOrDefault(d => d.OrganisationId == organisationId);
        var set = new DueDateEntry.RuleSet(letter.ResponseRule, dates, CalendarOf(letter.ResponseRule).Id.Version, now)
        {
            Duty = duty is null ? null : ResponseDuties.Find(duty.Duty),
        };
        return DueDateLedger.Open(set, Calendars);
    }

    /// <summary>The ledger of a later round, which has a date of its own and no duty.</summary>
    public DueDateLedger OpenAt(DateOnly dueOn, ScrutinyLetter letter, DateOnly askedOn, DateTimeOffset now)
    {
        var rule = new DueRule.FixedDate(dueOn);
        return DueDateLedger.Open(new(rule, new(letter.Date) { IssuedOn = askedOn, ReceivedOn = askedOn }, CalendarOf(rule).Id.Version, now), Calendars);
    }

    public DueDateLedger Of(IEnumerable<DueDateEntry> entries) => new(Calendars, [.. entries]);

    /// <summary>From here to the end of the transaction that edition is known as well.</summary>
    internal void Know(CalendarEdition edition) => read = (db.Database.CurrentTransaction?.TransactionId, edition.LaidOver(Calendars));

    /// <summary>The newest version of the calendar that a rule counts in.</summary>
    public WorkingCalendar CalendarOf(DueRule rule) => Calendars.Latest(rule.Calendar);
}
