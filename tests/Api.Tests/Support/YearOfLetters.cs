using System.Globalization;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests.Support;

/// <summary>Something that happens to a letter at two in the afternoon.</summary>
/// <param name="On">The day.</param>
/// <param name="What"><c>acknowledge</c>, <c>part</c>, <c>answer</c>, <c>extend</c>, <c>pause</c>, <c>restart</c>, <c>completed</c> or <c>close</c>.</param>
/// <param name="Organisation">Whose request; none for the whole letter.</param>
/// <param name="Day">The new date of an extension, or the date of the promise in an answer.</param>
internal sealed record Deed(DateOnly On, string What, string? Organisation = null, DateOnly? Day = null);

/// <summary>A letter of the year with everything that its people will do.</summary>
internal sealed record YearLetter(string Subject, DateOnly IssuedOn, DateOnly DueOn, IReadOnlyList<string> Organisations, IReadOnlyList<Deed> Deeds);

/// <summary>A year of letters by chance: early, late, partial and missing answers, extensions, pauses, closings and promises.</summary>
internal sealed class YearOfLetters(int letters, int seed)
{
    public static readonly DateOnly First = new(2024, 1, 2);
    public static readonly DateOnly Last = new(2024, 12, 31);

    private readonly Dice dice = new(seed);

    /// <summary>The letters in the order of issue.</summary>
    public IReadOnlyList<YearLetter> Plan() => [.. Enumerable.Range(0, letters).Select(i => LetterOf(i, First.AddDays(i * 340 / letters)))];

    /// <summary>Lives through the year over HTTP.</summary>
    public static async Task LiveAsync(TestTracker tracker, IReadOnlyList<YearLetter> plan)
    {
        var ids = new Dictionary<YearLetter, Guid>();
        var days = plan.SelectMany(l => l.Deeds.Select(d => (d.On, Letter: l, Deed: (Deed?)d)).Append((l.IssuedOn, l, null))).Where(d => d.Item1 <= Last).GroupBy(d => d.Item1).OrderBy(g => g.Key);
        foreach (var day in days)
        {
            _ = await LetterStory.AdvanceAsync(tracker.Officer, $"{Text(day.Key)}T14:00Z");
            foreach (var (_, letter, deed) in day)
            {
                if (deed is null)
                {
                    ids[letter] = await IssueAsync(tracker, letter);
                }
                else
                {
                    await DoAsync(tracker, new(tracker, ids[letter]), deed);
                }
            }
        }

        _ = await LetterStory.AdvanceAsync(tracker.Officer, $"{Text(Last)}T23:00Z");
    }

    private YearLetter LetterOf(int number, DateOnly issuedOn)
    {
        var due = issuedOn.AddDays(dice.Roll(30, 60));
        List<string> organisations = [.. Enumerable.Range(dice.Roll(1, 9), dice.Of(1, 1, 2)).Select(n => $"Body {n}")];
        DateOnly? close = dice.Chance(12) ? due.AddDays(dice.Roll(10, 60)) : null;
        var deeds = organisations.SelectMany(o => StoryOf(o, issuedOn, due).Where(d => !(d.On >= close))).OrderBy(d => d.On).ToList();
        if (close is { } on)
        {
            deeds.Add(new(on, "close"));
        }

        return new($"Letter {number:000}", issuedOn, due, organisations, deeds);
    }

    /// <summary>What one organisation does, in order; nothing after its answer but a word on its promise.</summary>
    private IEnumerable<Deed> StoryOf(string organisation, DateOnly issuedOn, DateOnly due)
    {
        var story = dice.Roll(0, 99);
        DateOnly? answer = story switch
        {
            < 25 => null,
            < 45 => due.AddDays(-dice.Roll(2, 25)),
            < 65 => due.AddDays(dice.Roll(1, 40)),
            _ => dice.Chance(60) ? due.AddDays(dice.Roll(12, 70)) : null,
        };
        List<Deed> before = story < 65 ? [] : story < 80 ? [new(due.AddDays(dice.Roll(-20, 10)), "part", organisation)] : [new(issuedOn.AddDays(dice.Roll(1, 6)), "acknowledge", organisation)];
        if (dice.Chance(20))
        {
            before.Add(new(due.AddDays(-dice.Roll(1, 10)), "extend", organisation, due.AddDays(dice.Roll(40, 60))));
        }

        if (dice.Chance(15))
        {
            var (from, days) = (issuedOn.AddDays(dice.Roll(3, 40)), dice.Roll(5, 30));
            before.AddRange([new(from, "pause", organisation), new(from.AddDays(days), "restart", organisation)]);
        }

        var stays = before.Where(d => !(d.On >= answer)).ToList();
        if (answer is not { } on)
        {
            return stays;
        }

        DateOnly? promise = dice.Chance(40) ? on.AddDays(dice.Roll(20, 150)) : null;
        stays.Add(new(on, "answer", organisation, promise));
        return promise is not null && dice.Chance(40) ? stays.Append(new(on.AddDays(dice.Roll(10, 120)), "completed", organisation)) : stays;
    }

    private static async Task<Guid> IssueAsync(TestTracker tracker, YearLetter letter)
    {
        var draft = Draft([.. letter.Organisations]);
        (draft["subject"], draft["date"], draft["responseDue"]) = (letter.Subject, Text(letter.IssuedOn), Text(letter.DueOn));
        return (await IssuedAsync(tracker, draft)).Id;
    }

    private static async Task DoAsync(TestTracker tracker, TrackedLetter letter, Deed deed)
    {
        object whole = new { recommendation = "2", position = "accepted" };
        _ = (await (deed switch
        {
            { What: "close" } => letter.EndAsync("close"),
            { What: "acknowledge" } => letter.RespondAsync(deed.Organisation!, "acknowledgement"),
            { What: "part" } => letter.RespondAsync(deed.Organisation!, "substantive", new { recommendation = "1", position = "accepted" }),
            { What: "answer" } => letter.RespondAsync(deed.Organisation!, "substantive", new
            {
                recommendation = "1",
                position = "accepted",
                commitments = deed.Day is { } due ? new[] { new { text = "We will mend it.", due = Text(due) } } : null,
            }, whole),
            { What: "extend" } => letter.ChangeDueDateAsync(tracker.Officer, deed.Organisation!, "extend", new { until = deed.Day, reason = "Asked for." }),
            { What: "pause" } => letter.ChangeDueDateAsync(tracker.Officer, deed.Organisation!, "pause", new { category = "election", reason = "There is one.", effectiveOn = deed.On }),
            { What: "restart" } => letter.ChangeDueDateAsync(tracker.Officer, deed.Organisation!, "restart", new { effectiveOn = deed.On }),
            _ => CompleteAsync(letter, deed),
        })).Ok;
    }

    private static async Task<Answer> CompleteAsync(TrackedLetter letter, Deed deed)
    {
        var all = (await letter.Tracker.Officer.GetAsync($"commitments?letterId={letter.Id}")).Ok["items"]!.AsArray();
        var id = all.Single(c => c!["organisation"]!.GetValue<string>() == deed.Organisation)!["id"];
        return await letter.Tracker.Officer.PostAsync($"commitments/{id}/progress", new { implementation = "completed" }, "*");
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
