using System.Globalization;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests.Support;

/// <summary>The messages that a year of letters should send, found by walking through it day by day with none of the product's code.</summary>
internal static class YearLedger
{
    public static IEnumerable<string> Expected(IEnumerable<YearLetter> plan) => plan.SelectMany(l => l.Organisations.SelectMany(o => Reminders(l, o).Concat(Questions(l, o)))).Order(StringComparer.Ordinal);

    /// <summary>What was sent, in the same words.</summary>
    public static IEnumerable<string> Sent(IEnumerable<SpooledMessage> mail) => mail.Select(m => m.Subject.Split(": ") switch
    {
        [_, var subject] => Line(EnglishDays.Of(m.At), m.To, "letter", subject),
        [var kind, _, var subject] => Line(EnglishDays.Of(m.At), m.To, kind, subject),
        _ => m.Subject,
    }).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Reminders(YearLetter letter, string organisation)
    {
        var (due, paused, acknowledged, lastSent) = (letter.DueOn, (DateOnly?)null, false, (DateOnly?)null);
        yield return Line(letter.IssuedOn, AddressOf(organisation), "letter", letter.Subject);
        for (var day = letter.IssuedOn.AddDays(1); day <= YearOfLetters.Last; day = day.AddDays(1))
        {
            if (paused is null && EnglishDays.IsWorking(day) && !(EnglishDays.Walk(lastSent ?? DateOnly.MinValue, 3) > day) && StepOn(day, letter.IssuedOn, due, acknowledged) is { } step)
            {
                lastSent = day;
                yield return Line(day, AddressOf(organisation) + (step.Chase >= 3 ? " " + BoardOf(organisation) : ""), step.Kind, letter.Subject);
            }

            foreach (var deed in letter.Deeds.Where(d => d.On == day && (d.Organisation ?? organisation) == organisation))
            {
                acknowledged |= deed.What is "acknowledge" or "part";
                (due, paused) = deed.What switch
                {
                    "extend" => (deed.Day!.Value, paused),
                    "pause" => (due, day),
                    "restart" => (due.AddDays(day.DayNumber - paused!.Value.DayNumber), null),
                    _ => (due, paused),
                };
                if (deed.What is "answer" or "close")
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>Of two that fall on the same morning the letter is first to be acknowledged.</summary>
    private static (string Kind, int Chase)? StepOn(DateOnly day, DateOnly issuedOn, DateOnly due, bool acknowledged)
    {
        for (var (chase, on) = (1, EnglishDays.Walk(due, 1)); on <= day; (chase, on) = (chase + 1, EnglishDays.Walk(on, 5)))
        {
            if (on == day)
            {
                return ($"Overdue, reminder {chase}", chase);
            }
        }

        return day == EnglishDays.Walk(issuedOn, 5) && !acknowledged && day < due ? ("Please acknowledge", 0)
            : day == EnglishDays.Walk(due, -10) || day == EnglishDays.Walk(due, -3) ? ($"Reply due on {Words(due)}", 0)
            : null;
    }

    /// <summary>Ten working days before the promised date, the day after it, then every twenty; and after six months.</summary>
    private static IEnumerable<string> Questions(YearLetter letter, string organisation)
    {
        if (letter.Deeds.FirstOrDefault(d => d.What == "answer" && d.Organisation == organisation) is not { Day: { } due } answer)
        {
            yield break;
        }

        var end = letter.Deeds.Where(d => d.What == "close" || (d.What == "completed" && d.Organisation == organisation)).Select(d => d.On).Append(YearOfLetters.Last).Min();
        var steps = new List<(DateOnly On, string Kind)> { (EnglishDays.Walk(answer.On.AddMonths(6).AddDays(-1), 1), $"Your promise of {Words(answer.On)}, how far are you?"), (EnglishDays.Walk(due, -10), $"Promised by {Words(due)}") };
        for (var (question, on) = (1, EnglishDays.Walk(due, 1)); on <= end; (question, on) = (question + 1, EnglishDays.Walk(on, 20)))
        {
            steps.Add((on, $"Promised by {Words(due)}, " + (question == 1 ? "how far are you?" : $"question {question}")));
        }

        DateOnly? lastSent = null;
        foreach (var morning in steps.Where(s => s.On > answer.On && s.On <= end).GroupBy(s => s.On).OrderBy(g => g.Key))
        {
            if (lastSent is null || EnglishDays.Walk(lastSent.Value, 3) <= morning.Key)
            {
                lastSent = morning.Key;
                yield return Line(morning.Key, AddressOf(organisation), morning.Last().Kind, "We will mend it.");
            }
        }
    }

    private static string Line(DateOnly day, string to, string kind, string subject) =>
        $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {string.Join(' ', to.Split('<', '>', ' ', ',').Where(w => w.Contains('@', StringComparison.Ordinal)))}: {kind} ({subject})";

    private static string Words(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
