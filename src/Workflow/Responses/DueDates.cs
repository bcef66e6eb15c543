using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;

namespace Tracker.Workflow.Responses;

/// <summary>Opens and folds the ledgers of due dates, with the calendars and duties that are known.</summary>
public sealed class DueDates(WorkingCalendars calendars)
{
    /// <summary>The rule that a letter states: its date, else its own rule, else in time for the follow-up meeting, else none.</summary>
    public static DueRule RuleFor(DateOnly? statedOn, DueRule? rule, DateOnly? meetingOn) =>
        statedOn is { } on ? new DueRule.FixedDate(on)
        : rule ?? (meetingOn is null ? new DueRule.NoDate() : new DueRule.BeforeMeeting());

    /// <summary>The ledger of one organisation's due date, as of the day of issue.</summary>
    public DueDateLedger Open(ScrutinyLetter letter, Guid organisationId, DateOnly issuedOn, DateTimeOffset now)
    {
        // A letter goes by e-mail, so it is received, with the notice it contains, on the day it is issued.
        var dates = new AnchorDates(letter.Date) { IssuedOn = issuedOn, ReceivedOn = issuedOn, NoticeOn = issuedOn, MeetingOn = letter.FollowUpMeetingOn };
        var duty = letter.Duties.FirstOrDefault(d => d.OrganisationId == organisationId);
        var set = new DueDateEntry.RuleSet(letter.ResponseRule, dates, CalendarOf(letter.ResponseRule).Id.Version, now)
        {
            Duty = duty is null ? null : ResponseDuties.Find(duty.Duty),
        };
        return DueDateLedger.Open(set, calendars);
    }

    /// <summary>The ledger of a later round, which has a date of its own and no duty.</summary>
    public DueDateLedger OpenAt(DateOnly dueOn, ScrutinyLetter letter, DateOnly askedOn, DateTimeOffset now)
    {
        var rule = new DueRule.FixedDate(dueOn);
        return DueDateLedger.Open(new(rule, new(letter.Date) { IssuedOn = askedOn, ReceivedOn = askedOn }, CalendarOf(rule).Id.Version, now), calendars);
    }

    public DueDateLedger Of(IEnumerable<DueDateEntry> entries) => new(calendars, [.. entries]);

    /// <summary>The newest version of the calendar that a rule counts in.</summary>
    public WorkingCalendar CalendarOf(DueRule rule) => calendars.Latest(rule.Calendar);
}
