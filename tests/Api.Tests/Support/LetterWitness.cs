using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Responses;
using Xunit;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests.Support;

/// <summary>Compares what the product says, stores and sends with the model of the letter.</summary>
internal sealed class LetterWitness(TestTracker tracker, Guid letterId, LetterModel model)
{
    private readonly HashSet<string> knownMail = [];
    private readonly List<string> accepted = [];
    private readonly List<string> log = [];
    private Dictionary<string, Guid> organisations = [];

    /// <summary>The messages that the command under way should send at once, such as <c>asked Harbour Trust</c>.</summary>
    public List<string> Expected { get; } = [];

    /// <summary>The commands that were accepted, in order.</summary>
    public IReadOnlyList<string> Accepted => accepted;

    /// <summary>What was tried, and what came of it.</summary>
    public string Log => string.Join('\n', log);

    public Guid OrganisationId(string name) => organisations[name];

    /// <summary>Tries a command: it is refused just when the model forbids it, and accepted with exactly one event of its own.</summary>
    /// <param name="action">Its name in the history.</param>
    /// <param name="forbidden">The families of rules that forbid it, such as <c>request</c>; empty when nothing does.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="apply">What it does to the model.</param>
    /// <param name="mail">The messages that it sends at once.</param>
    public async Task TryAsync(string action, IEnumerable<string> forbidden, Func<Task<Answer>> send, Action<JsonNode> apply, IEnumerable<string>? mail = null)
    {
        var families = forbidden.Distinct().ToList();
        var last = await LastEventAsync();

        var answer = await send();

        log.Add($"{tracker.Clock.GetUtcNow():yyyy-MM-dd HH:mm} {action}: {(int)answer.Status} {answer.Rule}, forbidden by [{string.Join(' ', families)}]");
        Assert.InRange((int)answer.Status, 200, 499);
        Assert.Equal(families.Count == 0, answer.Rule is null || (int)answer.Status < 300);
        var own = await OwnEventsAsync(last);
        if (families.Count > 0)
        {
            Assert.Equal(System.Net.HttpStatusCode.Conflict, answer.Status);
            Assert.Contains(answer.Rule!.Split('.')[0], families);
            Assert.Empty(own);
            await ReadMailAsync([]);
            return;
        }

        Assert.Equal([action], own);
        accepted.Add(action);
        Expected.Clear();
        Expected.AddRange(mail ?? []);
        apply(answer.Ok);
        await tracker.SettleAsync();
        await SynchroniseAsync();
        await ReadMailAsync([.. Expected]);
    }

    /// <summary>Judges every message that is new in the spool.</summary>
    public async Task ReadMailAsync(IReadOnlyList<string> expected)
    {
        if (organisations.Count == 0)
        {
            await SynchroniseAsync();
        }

        var sent = new List<string>();
        foreach (var mail in SpooledMessage.NewIn(tracker.Folder, knownMail))
        {
            log.Add($"    {mail.At:yyyy-MM-dd HH:mm} to {mail.To}: {mail.Subject}");
            if (mail.AutoSubmitted is not null)
            {
                CheckAutomatic(mail);
            }
            else
            {
                sent.Add(KindOf(mail));
            }
        }

        Assert.Equal(expected.Order(), sent.Order());
    }

    /// <summary>Everything that can be read about the letter is what the model says.</summary>
    public async Task CheckAsync()
    {
        var (today, letter) = (EnglishDays.Of(tracker.Clock.GetUtcNow()), (await tracker.Officer.GetAsync($"letters/{letterId}")).Ok);

        Assert.Equal((model.State, model.Edition), (letter["state"]!.GetValue<string>(), letter["edition"]!.GetValue<int>()));
        Assert.Equal(model.Asks.Select(a => $"{a.Number} {a.View}"), letter["recommendations"]!.AsArray().Select(r => $"{r!["number"]} {r["view"]}"));
        Assert.Equal(
            model.Requests.OrderBy(r => r.Id).Select(r => $"{r.Organisation} {r.Round} {r.StateOn(today)} due {r.DueOn:yyyy-MM-dd} answered {r.AnsweredOn:yyyy-MM-dd} late {r.DaysLateOn(today)} promised {r.Promise?.On:yyyy-MM-dd}"),
            letter["responseRequests"]!.AsArray().OrderBy(r => r!["id"]!.GetValue<Guid>()).Select(r =>
                $"{r!["organisation"]} {r["round"]} {r["state"]} due {r["dueOn"]} answered {r["answeredOn"]} late {r["daysLate"]} promised {r["promisedOn"]}"));
        CheckAnswers(letter);
        foreach (var ask in model.Asks)
        {
            await CheckAskAsync(ask);
        }

        await CheckStoredAsync();
        await CheckPromisesAsync();
    }

    /// <summary>The history holds every accepted command once and in order, each in a sentence; nothing broke and nothing is stuck.</summary>
    public async Task CheckHistoryAsync(long after)
    {
        Assert.Equal(accepted, await OwnEventsAsync(after));
        var (rows, next) = (new List<JsonNode>(), "0");
        while (next is not null)
        {
            var page = (await tracker.Officer.GetAsync($"letters/{letterId}/events?size=200&after={next}")).Ok;
            rows.AddRange(page["items"]!.AsArray().Select(r => r!));
            next = page["next"]?.GetValue<string>();
        }

        Assert.Equal(await tracker.StoredAsync(db => db.Events.CountAsync(e => e.LetterId == letterId)), rows.Count);
        Assert.All(rows, r =>
        {
            var (who, what) = (r["actor"]!.GetValue<string>(), r["summary"]!.GetValue<string>());
            Assert.True(what.Contains(' ', StringComparison.Ordinal) && (char.IsUpper(what[0]) || what.StartsWith(who, StringComparison.Ordinal)), what);
            Assert.True(who == "Tracker" || what.StartsWith(who, StringComparison.Ordinal), what);
            Assert.InRange(r["at"]!.GetValue<DateTimeOffset>(), new(2023, 7, 4, 0, 0, 0, TimeSpan.Zero), tracker.Clock.GetUtcNow());
        });
        Assert.Equal(rows.Select(r => r["sequence"]!.GetValue<long>()).Order(), rows.Select(r => r["sequence"]!.GetValue<long>()));
        Assert.Empty(await tracker.StoredAsync(db => db.Set<Incident>().Select(i => i.Reason).ToListAsync()));
        Assert.Empty(await tracker.StoredAsync(db => db.Set<WorkflowInstance>().Where(i => i.Status == WorkflowStatus.Faulted || (i.Status == WorkflowStatus.Running
            && !db.Set<Engine.Timer>().Any(t => t.InstanceId == i.Id && t.AvailableAt != null) && !db.Set<Bookmark>().Any(b => b.InstanceId == i.Id))).Select(i => i.DefinitionId).ToListAsync()));
    }

    /// <summary>After a time in which nobody did anything: whoever may be chased has been chased, again and again.</summary>
    public void CheckEverybodyIsChased()
    {
        var today = EnglishDays.Of(tracker.Clock.GetUtcNow());
        var since = EnglishDays.Walk(today, -12);
        Assert.All(model.Requests.Where(r => r.IsOpen && r.PausedOn is null && r.DueOn < since && !(r.Promise?.On >= since) && r.ChangedOn < since), r =>
            Assert.True(r.Reminders.Exists(m => EnglishDays.Of(m.At) >= EnglishDays.Walk(today, -6) && m.Subject.StartsWith("Overdue", StringComparison.Ordinal)), $"{r.Organisation} {r.Round} is not chased"));
        Assert.All(model.Promises.Where(p => p.IsOpen && !p.IsClaimedCompleted && p.Due < EnglishDays.Walk(today, -45)), p =>
            Assert.True(p.Questions.Exists(at => EnglishDays.Of(at) >= EnglishDays.Walk(today, -26)), $"{p.Token} is not asked about"));
    }

    public Task<long> LastEventAsync() => tracker.StoredAsync(db => db.Events.MaxAsync(e => e.Sequence));

    /// <summary>The events that commands wrote about themselves, by their actions.</summary>
    private async Task<List<string>> OwnEventsAsync(long after) => await tracker.StoredAsync(db =>
        db.Events.Where(e => e.Sequence > after && e.Changes != "[]" && e.Actor != "Tracker").OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync());

    private void CheckAnswers(JsonNode letter) => Assert.Equal(
        model.Responses.Select((r, i) => $"{r.Id} {i + 1} {r.Kind} {r.ReceivedOn:yyyy-MM-dd}: {string.Join(", ", r.Answers.Select(a => $"{a.Ask.Id} {a.Part} v{a.Version} {a.Position} {a.IsPartial}"))}"),
        letter["responses"]!.AsArray().Select(r => $"{r!["id"]} {r["number"]} {r["kind"]} {r["receivedOn"]}: "
            + string.Join(", ", r["answers"]!.AsArray().Select(a => $"{a!["recommendationId"]} {a["part"]} v{a["version"]} {a["position"]} {a["isPartial"]!.GetValue<bool>()}"))));

    private async Task CheckAskAsync(AskModel ask)
    {
        var read = (await tracker.Officer.GetAsync($"recommendations/{ask.Id}")).Ok;
        Assert.Equal(
            ask.Asked.Select(o => $"{ask.Number} {o} {model.Coverage(ask, o)} {ask.Views.GetValueOrDefault(o, "open")} waits {(ask.WaitingSince.TryGetValue(o, out var since) ? since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "")}").Order(),
            read["respondents"]!.AsArray().Select(r => $"{ask.Number} {r!["organisation"]} {r["coverage"]} {r["view"]} waits {r["waitingSince"]}").Order());
    }

    /// <summary>The projections are what the ledgers fold to.</summary>
    private async Task CheckStoredAsync()
    {
        var stored = await tracker.StoredAsync(db => db.ResponseRequests.AsNoTracking().Where(r => r.LetterId == letterId).ToListAsync());
        var folded = await tracker.ServeAsync((DueDates dueDates) => stored.ToDictionary(r => r.Id, r => dueDates.Of(r.Ledger).Fold()));
        Assert.All(stored, r => Assert.Equal((folded[r.Id].DueOn, folded[r.Id].PausedOn, folded[r.Id].Version), (r.DueOn, r.PausedOn, r.DeadlineVersion)));
        Assert.All(stored, r => Assert.Equal(model.Requests.Single(m => m.Id == r.Id) is { IsOpen: true, PausedOn: null } open ? open.DueOn : (DateOnly?)null, r.AwaitedOn));
    }

    private async Task CheckPromisesAsync()
    {
        var stored = await tracker.StoredAsync(db => db.Commitments.AsNoTracking().Where(c => c.LetterId == letterId).ToListAsync());
        Assert.Equal(
            model.Promises.OrderBy(p => p.Id).Select(p => $"{p.Token} {p.IsOpen} {p.IsClosedWithOther} {p.Due:yyyy-MM-dd} {p.IsClaimedCompleted}"),
            stored.OrderBy(c => c.Id).Select(c => $"{c.Text} {c.IsOpen} {c.ClosedWithId is not null} {c.DueOn:yyyy-MM-dd} {c.IsClaimedCompleted}"));
    }

    /// <summary>Learns the ids of what the command made.</summary>
    private async Task SynchroniseAsync()
    {
        organisations = (await tracker.Officer.GetAsync("organisations")).Ok.AsArray().ToDictionary(o => o!["name"]!.GetValue<string>(), o => o!["id"]!.GetValue<Guid>());
        foreach (var row in (await tracker.Officer.GetAsync($"letters/{letterId}")).Ok["responseRequests"]!.AsArray())
        {
            model.Requests.Single(r => r.Organisation == row!["organisation"]!.GetValue<string>() && r.Round == row["round"]!.GetValue<int>()).Id = row!["id"]!.GetValue<Guid>();
        }

        foreach (var promise in model.Promises.Where(p => p.Id == Guid.Empty))
        {
            promise.Id = await tracker.StoredAsync(db => db.Commitments.Where(c => c.Text == promise.Token).Select(c => c.Id).SingleAsync());
        }
    }

    private string KindOf(SpooledMessage mail)
    {
        var organisation = OrganisationOf(mail);
        var kind = mail.Subject.Split(": ")[0];
        if (kind is "Withdrawn" or "Corrected")
        {
            return $"{kind.ToLowerInvariant()} {organisation}";
        }

        var request = model.Requests.First(r => r.Organisation == organisation && r.Thread is null);
        Assert.Equal(TokensOf(request.Questions.SelectMany(a => a.Labels.Select(l => (a, l)))), TokensIn(mail));
        request.Thread = mail.MessageId;
        return $"asked {organisation}";
    }

    private void CheckAutomatic(SpooledMessage mail)
    {
        var day = EnglishDays.Of(mail.At);
        Assert.True(EnglishDays.IsWorking(day) && EnglishDays.InLondon(mail.At).Hour >= 9, $"{mail.At} is no time to write");
        if (model.Promises.Find(p => mail.Words.Contains(p.Token, StringComparison.Ordinal)) is { } promise)
        {
            Assert.True(promise is { IsOpen: true, IsClaimedCompleted: false }, $"{promise.Token} is not to be asked about");
            Assert.True(promise.Questions.TrueForAll(at => EnglishDays.Walk(EnglishDays.Of(at), 3) <= day), $"{promise.Token} is asked about too soon again");
            promise.Questions.Add(mail.At);
            return;
        }

        var request = model.Requests.Single(r => r.Thread == mail.InReplyTo);
        Assert.Contains(AddressOf(request.Organisation), mail.To, StringComparison.Ordinal);
        CheckReminder(request, mail, day);
        request.Reminders.Add((mail.At, mail.Subject));
    }

    private void CheckReminder(RequestModel request, SpooledMessage mail, DateOnly day)
    {
        Assert.True(request is { IsOpen: true, PausedOn: null } && !model.IsOver, $"{request.Organisation} {request.Round} is not to be reminded");
        var missing = model.Missing(request);
        var asked = missing.Count > 0 ? missing : [.. request.Questions.Where(a => !a.IsClosed).SelectMany(a => a.Labels.Select(l => (a, l)))];
        Assert.Equal(TokensOf(asked), TokensIn(mail));
        Assert.True(request.Reminders.TrueForAll(m => EnglishDays.Walk(EnglishDays.Of(m.At), 3) <= day), $"{request.Organisation} {request.Round} is reminded too soon again");
        Assert.True(mail.Subject.Split(": ")[0] switch
        {
            "Please acknowledge" => request.AcknowledgedOn is null,
            ['O', 'v', 'e', 'r', ..] => day > request.DueOn,
            ['R', 'e', 'p', 'l', 'y', ' ', 'p', ..] => request.Promise is not null,
            var soon => soon == $"Reply due on {request.DueOn.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}" && day <= request.DueOn,
        }, mail.Subject);
        if (request.Promise is { } promise && day <= promise.On)
        {
            Assert.StartsWith("Reply promised", mail.Subject, StringComparison.Ordinal);
            Assert.DoesNotContain(request.Reminders, m => m.At > promise.At);
        }
    }

    private string OrganisationOf(SpooledMessage mail) => model.Respondents.Single(o => mail.To.Contains($"<{AddressOf(o)}>", StringComparison.Ordinal));

    private IEnumerable<string> TokensIn(SpooledMessage mail) =>
        model.Asks.SelectMany(a => a.Parts.Values.Prepend($"{a.Token} ")).Where(t => mail.Words.Contains(t, StringComparison.Ordinal));

    private IEnumerable<string> TokensOf(IEnumerable<(AskModel Ask, string Part)> asked)
    {
        var tokens = asked.SelectMany(a => new[] { $"{a.Ask.Token} ", a.Part.Length == 0 ? "" : a.Ask.Parts[a.Part] }).ToHashSet(StringComparer.Ordinal);
        return model.Asks.SelectMany(a => a.Parts.Values.Prepend($"{a.Token} ")).Where(tokens.Contains);
    }
}
