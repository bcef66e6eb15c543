using System.Collections.Immutable;

namespace Tracker.Workflow.Calendar;

/// <summary>The append-only history of one due date. The date itself is never stored as the truth: it is folded from here.</summary>
/// <param name="Calendars">The calendars that entries may name.</param>
/// <param name="Entries">In the order they were recorded; the first is a <see cref="DueDateEntry.RuleSet"/>.</param>
public sealed record DueDateLedger(WorkingCalendars Calendars, ImmutableArray<DueDateEntry> Entries)
{
    /// <summary>Opens a ledger.</summary>
    /// <exception cref="RefusedException"><c>request.rule-out-of-range</c>, <c>request.date-before-letter</c> or <c>request.due-before-letter</c>.</exception>
    public static DueDateLedger Open(DueDateEntry.RuleSet first, WorkingCalendars calendars) => new DueDateLedger(calendars, []).Append(first);

    /// <summary>The ledger with one more entry.</summary>
    /// <exception cref="RefusedException">The rules forbid the entry; the rule names are those of <see cref="DueDateRefusals"/>.</exception>
    /// <exception cref="CalendarYearMissingException">The new date cannot be counted: a year has no data.</exception>
    /// <exception cref="KeyNotFoundException">The entry names a calendar that is not known.</exception>
    public DueDateLedger Append(DueDateEntry entry)
    {
        DueDateRefusals.Check(this, entry);
        var appended = this with { Entries = Entries.Add(entry) };
        DueDateFold.Present(appended);
        return appended;
    }

    /// <summary>The ledger in the newest version of its calendar, if that by itself leaves its dates as they are; else the ledger itself.</summary>
    /// <remarks>
    /// A new bank holiday is adopted only by the ledgers it moves. What is recorded later must be counted with it all the same:
    /// a clock that restarts may run over a holiday that was out of its reach before.
    /// </remarks>
    public DueDateLedger InNewestCalendar(DateTimeOffset now)
    {
        var newest = Calendars.Latest(DueDateFold.RuleOf(this).Rule.Calendar).Id.Version;
        return newest != DueDateFold.CalendarOf(this).Id.Version && Move(newest, now) is null ? Append(new DueDateEntry.CalendarAdopted(newest, now)) : this;
    }

    /// <summary>What another version of its calendar would move; <see langword="null"/> when the due date and the statutory last day stay.</summary>
    /// <exception cref="CalendarYearMissingException">A year has no data.</exception>
    public DueDateMove? Move(string calendarVersion, DateTimeOffset now)
    {
        var (before, after) = (Fold(), FoldWith(calendarVersion, now));
        return (before.DueOn, before.StatutoryOn) == (after.DueOn, after.StatutoryOn) ? null : new(before, after);
    }

    /// <summary>Every entry in words, with the due date it left.</summary>
    public IEnumerable<LedgerLine> Lines => Entries.Select((entry, index) =>
    {
        var explanation = DueDateFold.Present(this with { Entries = Entries[..(index + 1)] }).Explanation;
        return new LedgerLine(entry, Words.Entry(entry, explanation), explanation.DueOn);
    });

    /// <summary>The due date these entries come to. Folding never refuses, so that history stays readable when rules change.</summary>
    /// <exception cref="InvalidOperationException">The ledger is empty.</exception>
    /// <exception cref="CalendarYearMissingException">A year has no data.</exception>
    public DueDate Fold()
    {
        var days = Enumerable.Range(1, Entries.Length).Select(n => DueDateFold.Present(this with { Entries = Entries[..n] }).DueOn).ToList();
        var changes = days.Where((day, index) => day != (index == 0 ? null : days[index - 1])).Count();
        return DueDateFold.Present(this) with { Version = changes, OriginalDueOn = days.FirstOrDefault(day => day is not null) };
    }

    /// <summary>What the due date would be with that version of its calendar, to show the impact of a new bank holiday before it is adopted.</summary>
    public DueDate FoldWith(string calendarVersion, DateTimeOffset now) => Append(new DueDateEntry.CalendarAdopted(calendarVersion, now)).Fold();
}

/// <summary>A due date before and after a change of the calendar.</summary>
public sealed record DueDateMove(DueDate Before, DueDate After);

/// <summary>One entry of a ledger for people.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="What">What it did, in words.</param>
/// <param name="DueOn">The due date after it.</param>
public sealed record LedgerLine(DueDateEntry Entry, string What, DateOnly? DueOn)
{
    /// <summary>Who decided, where the entry itself says it.</summary>
    public string? By => Entry switch
    {
        DueDateEntry.Extension extension => extension.GrantedBy,
        DueDateEntry.Override decided => decided.DecidedBy,
        _ => null,
    };

    /// <summary>Why, in the words of whoever decided; <see langword="null"/> where none are asked for.</summary>
    public string? Reason => Entry switch
    {
        DueDateEntry.Extension extension => extension.Reason,
        DueDateEntry.Pause pause => pause.Text,
        DueDateEntry.Override decided => decided.Reason,
        _ => null,
    };
}
