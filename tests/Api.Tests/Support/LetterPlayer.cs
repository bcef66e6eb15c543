using System.Globalization;
using System.Text.Json.Nodes;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests.Support;

/// <summary>Does anything that can be done to one letter, by chance and over HTTP, beside a model of it.</summary>
internal sealed class LetterPlayer
{
    public const string Office = "Tide Office";
    public const string Company = "Pier Company";
    private const string Partnership = "Quay Partnership";
    private static readonly string[] Members = [Trust, Wardens];
    private static readonly string[] Kinds = ["acknowledgement", "holding", "interim", "interim", "substantive", "substantive", "substantive", "supplementary"];
    private static readonly string[] Positions = ["accepted", "acceptedInPart", "acceptedInPrinciple", "rejected", "noted", "alreadyDone", "notForUs", "notForUs"];
    private static readonly string[] Views = ["satisfied", "notSatisfied", "furtherInformationWanted"];
    /// <summary>Everything that it does, by the names in the history.</summary>
    public static readonly IReadOnlySet<string> Actions = new HashSet<string>
    {
        "RecordResponse", "ExtendDueDate", "PauseClock", "RestartClock", "OverrideDueDate", "PromiseReply", "AssessRecommendation", "DecideAssessment",
        "CloseRecommendation", "ReopenRecommendation", "AskInstead", "ReportProgress", "ReviseCommitment", "CloseCommitment", "ReopenCommitment",
        "PlanMeeting", "MoveMeeting", "CancelMeeting", "RecordOutcomes", "CorrectLetter", "CloseLetter", "WithdrawLetter",
    };

    private static readonly string[] Progress = ["notStarted", "onTrack", "atRisk", "offTrack", "paused", "completed"];

    private readonly TestTracker tracker;
    private readonly Dice dice;
    private readonly List<(int Weight, Func<Task> Play)> moves;
    private object? lastResponse;
    private int count;

    private LetterPlayer(TestTracker tracker, Guid id, LetterModel model, Dice dice)
    {
        (this.tracker, Id, Model, this.dice) = (tracker, id, model, dice);
        Witness = new(tracker, id, model);
        moves =
        [
            (30, RespondAsync), (5, ExtendAsync), (5, PauseAsync), (6, RestartAsync), (4, OverrideAsync), (5, PromiseAsync),
            (9, AssessAsync), (6, DecideAsync), (3, CloseAsync), (8, ReopenAsync), (6, AskInsteadAsync),
            (5, ReportAsync), (3, ReviseAsync), (3, EndPromiseAsync), (4, ReopenPromiseAsync),
            (3, PlanMeetingAsync), (9, MoveMeetingAsync), (1, CancelMeetingAsync), (4, OutcomesAsync), (3, CorrectAsync),
        ];
    }

    public Guid Id { get; }

    public LetterModel Model { get; }

    public LetterWitness Witness { get; }

    private DateOnly Today => EnglishDays.Of(tracker.Clock.GetUtcNow());

    /// <summary>Issues a letter to three organisations, two of them a partnership.</summary>
    /// <param name="tracker">The host.</param>
    /// <param name="seed">The dice; with an odd one the replies are due before a meeting, with an even one on a day.</param>
    public static async Task<LetterPlayer> IssueAsync(TestTracker tracker, int seed)
    {
        DateOnly? meeting = seed % 2 == 0 ? null : new(2023, 10, 10);
        var asks = NewAsks();
        var letter = await IssuedAsync(tracker, DraftOf(asks, meeting));
        var model = new LetterModel { IssuedOn = new(2023, 7, 4), Stated = meeting is null ? new(2023, 8, 11) : null };
        var read = await letter.ReadAsync();
        asks.ForEach(a => a.Id = read["recommendations"]![int.Parse(a.Number, CultureInfo.InvariantCulture) - 1]!["id"]!.GetValue<Guid>());
        model.Asks.AddRange(asks);
        foreach (var organisation in new[] { Trust, Wardens, Office })
        {
            var due = meeting is { } held ? EnglishDays.RepliesBefore(held) : model.Stated!.Value;
            model.Requests.Add(new(organisation, Round: 1, After: 0, due) { AskedOn = model.IssuedOn, HangsOnMeeting = meeting is not null, Questions = [.. asks.Where(a => a.Asked.Contains(organisation))] });
        }

        if (meeting is { } day)
        {
            model.Meetings.Add(new(read["meetingId"]!.GetValue<Guid>(), day));
            model.LinkedMeeting = model.Meetings[0].Id;
        }

        var player = new LetterPlayer(tracker, letter.Id, model, new(seed));
        await player.Witness.ReadMailAsync([.. model.Respondents.Select(o => $"asked {o}")]);
        return player;
    }

    /// <summary>Lets some days go by and does one thing.</summary>
    public async Task StepAsync()
    {
        if (dice.Chance(75))
        {
            await LiveToAsync(tracker.Clock.GetUtcNow().Date.AddDays(dice.Roll(1, 6)).AddHours(dice.Roll(10, 21)));
        }

        if (dice.Chance(25))
        {
            await dice.Of(moves).Play();
            return;
        }

        var drawn = dice.Roll(1, moves.Sum(m => m.Weight));
        await moves.First(m => (drawn -= m.Weight) <= 0).Play();
    }

    public async Task LiveToAsync(DateTime instant)
    {
        await LetterStory.AdvanceAsync(tracker.Officer, instant.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture));
        await Witness.ReadMailAsync([]);
    }

    public Task CloseLetterAsync() => Witness.TryAsync(
        "CloseLetter", Model.RulesOfTheLetter, () => tracker.Chair.PostAsync($"letters/{Id}/close", new { reason = "Enough of it." }, "*"), _ => Model.CloseLetter());

    public Task WithdrawAsync() => Witness.TryAsync(
        "WithdrawLetter", Model.State == "answered" ? ["letter"] : Model.RulesOfTheLetter,
        () => tracker.Chair.PostAsync($"letters/{Id}/withdraw", new { reason = "It was a mistake." }, "*"), _ => Model.Withdraw(), [.. Model.Respondents.Select(o => $"withdrawn {o}")]);

    private static JsonObject DraftOf(List<AskModel> asks, DateOnly? meeting)
    {
        var draft = Draft(Trust, Wardens, Office);
        draft["organisations"]!.AsArray().Add(new JsonObject { ["name"] = Partnership, ["members"] = new JsonArray(Trust, Wardens) });
        draft["recommendations"] = new JsonArray([.. asks.Select(a => new JsonObject
        {
            ["number"] = a.Number,
            ["text"] = $"{a.Token} once more",
            ["parts"] = new JsonArray([.. a.Parts.Values.Select(p => (JsonNode)p)]),
            ["addressedTo"] = a.Asked.Count == 3 ? null : a.Asked.Count == 2 ? Partnership : Office,
        })]);
        if (meeting is { } on)
        {
            draft.Remove("responseDue");
            draft["followUpMeetingDate"] = Text(on);
        }

        return draft;
    }

    private static List<AskModel> NewAsks()
    {
        static AskModel Ask(string number, string token, int parts, params string[] asked) => new(
            number, token, Enumerable.Range(0, parts).ToDictionary(i => $"{(char)('a' + i)}", i => $"PART{token}{(char)('A' + i)}"))
        { FromTheStart = [.. asked], Asked = [.. asked] };
        return [Ask("1", "LAMPSONE", 0, Members), Ask("2", "RAILSTWO", 2, Members), Ask("3", "BOATSTHREE", 0, Office), Ask("4", "STEPSFOUR", 3, Trust, Wardens, Office)];
    }

    private async Task RespondAsync()
    {
        var sender = dice.Of([.. Model.Respondents]);
        var kind = Model.HasAnsweredForGood(sender) && dice.Chance(70) ? "supplementary" : dice.Of(Kinds);
        var onBehalfOf = dice.Chance(20) && (Members.Contains(sender) || dice.Chance(20)) ? Partnership : null;
        var received = dice.Chance(4) ? Today.AddDays(1) : dice.Chance(3) ? Model.IssuedOn.AddDays(-1) : Earlier(Today, dice.Roll(0, 2));
        var answers = kind is "acknowledgement" or "holding" || (kind == "substantive" && dice.Chance(8)) ? [] : Answers(sender);
        var promises = answers.Select((a, i) => (a, i)).Where(_ => dice.Chance(12)).ToDictionary(x => x.i, x => new PromiseModel(x.a.Ask, $"PROMISE{++count}END", received) { Due = received.AddDays(dice.Roll(20, 120)) });
        var form = new
        {
            organisation = sender,
            kind,
            onBehalfOf,
            receivedOn = received,
            text = $"Response {++count}.",
            answers = answers.Select((a, i) => new
            {
                recommendation = a.Ask.Number,
                part = a.Part,
                position = a.Position,
                isPartial = a.IsPartial,
                commitments = promises.TryGetValue(i, out var p) ? new[] { new { text = p.Token, due = p.Due } } : null,
            }),
        };
        List<string> speaksFor = [.. Model.Respondents.Where(o => o == sender || (onBehalfOf is not null && Members.Contains(o)))];
        string[] forbidden =
        [
            .. (onBehalfOf is not null && !Members.Contains(sender)) || received > Today || received < Model.IssuedOn || answers.Exists(a => !a.Ask.Asked.Contains(sender)) ? ["response"] : Array.Empty<string>(),
            .. Model.HasAnsweredForGood(sender) && kind != "supplementary" ? ["request"] : Array.Empty<string>(),
        ];
        await Witness.TryAsync("RecordResponse", forbidden, () => tracker.Officer.PostAsync($"letters/{Id}/responses", form), answer =>
        {
            lastResponse = form;
            Model.Take(new(answer["id"]!.GetValue<Guid>(), sender, speaksFor, kind, received, answers));
            Model.Promises.AddRange(promises.Values);
            promises.Values.Where(_ => Model.IsOver).ToList().ForEach(p => p.Close(withOther: true));
        });
        if (lastResponse is { } again && dice.Chance(8))
        {
            await Witness.TryAsync("RecordResponse", ["response"], () => tracker.Officer.PostAsync($"letters/{Id}/responses", again), _ => { });
        }
    }

    private List<AnswerModel> Answers(string sender)
    {
        var asks = dice.Chance(4) ? Model.Asks : [.. Model.Asks.Where(a => a.Asked.Contains(sender))];
        return [.. dice.Some(asks).SelectMany(a => dice.Chance(50) ? [null] : dice.Some(a.Parts.Keys).Append(a.Parts.Count == 0 ? null : "-").Where(p => p != "-"), (ask, part) =>
            new AnswerModel(ask, part, dice.Of(Positions), dice.Chance(15))
            {
                Version = 1 + Model.Responses.Where(r => r.Sender == sender).SelectMany(r => r.Answers).Count(x => x.Ask == ask && x.Part == part),
            })];
    }

    private Task ClockAsync(string action, string path, RequestModel request, object body, (bool IsWrong, Action Apply) then, ApiClient? by = null) => Witness.TryAsync(
        action, [.. request.RulesOfTheClock, .. then.IsWrong ? ["request"] : Array.Empty<string>()],
        () => (by ?? tracker.Officer).PostAsync($"response-requests/{request.Id}/{path}", body, "*"),
        _ =>
        {
            then.Apply();
            request.ChangedOn = Today;
        });

    private Task ExtendAsync()
    {
        var request = AnyRequest();
        var until = request.DueOn.AddDays(dice.Roll(-3, 25));
        return ClockAsync("ExtendDueDate", "extend", request, new { until, reason = "They asked for it." }, (until <= request.DueOn || until < Today, () => request.Extend(until)));
    }

    private Task PauseAsync()
    {
        var request = AnyRequest();
        var from = dice.Chance(10) ? Today.AddDays(1) : Earlier(Today, dice.Roll(0, 3));
        return ClockAsync(
            "PauseClock", "pause", request, new { category = "election", reason = "There is one.", effectiveOn = from },
            (request.PausedOn is not null || from > Today || from < request.LastRestart, () => request.Pause(from)));
    }

    private Task RestartAsync()
    {
        var request = dice.Of([.. Model.Requests.Where(r => r.PausedOn is not null || dice.Chance(20)), Model.Requests[0]]);
        var on = dice.Chance(10) ? Today.AddDays(1) : Today.AddDays(-dice.Roll(0, 2));
        return ClockAsync(
            "RestartClock", "restart", request, new { effectiveOn = on },
            (request.PausedOn is not { } paused || on > Today || on < paused, () => request.Restart(on)));
    }

    private Task OverrideAsync()
    {
        var request = AnyRequest();
        var on = dice.Chance(10) ? Model.IssuedOn.AddDays(-1) : Today.AddDays(dice.Roll(0, 30));
        return ClockAsync("OverrideDueDate", "override", request, new { on, reason = "Decided." }, (on < Model.IssuedOn, () => request.Override(on)), tracker.Chair);
    }

    private Task PromiseAsync()
    {
        var request = AnyRequest();
        var on = Today.AddDays(dice.Roll(-2, 40));
        var cap = (request.DueOn > Today ? request.DueOn : Today).AddDays(28);
        return ClockAsync(
            "PromiseReply", "promise", request, new { on, note = "By telephone." }, (on < Today || on > cap, () => request.Promise = (on, tracker.Clock.GetUtcNow())));
    }

    private async Task AssessAsync()
    {
        var (ask, view, byChair) = (AnyAsk(), dice.Of(Views), dice.Chance(60));
        var organisation = dice.Chance(50) ? null : dice.Of([.. Model.Respondents]);
        DateOnly? due = view != "furtherInformationWanted" ? null : dice.Chance(30) ? EnglishDays.Walk(Today, 10) : Today.AddDays(dice.Roll(-1, 20));
        var form = new { view, words = "Tell us more.", organisationId = organisation is null ? (Guid?)null : Witness.OrganisationId(organisation), dueOn = due };
        string[] forbidden =
        [
            .. RulesOf(ask), .. (organisation is not null && !ask.Asked.Contains(organisation)) || due < Today || (byChair && IsStillAwaited(ask, organisation, view)) ? ["assessment"] : Array.Empty<string>(),
        ];
        await TakeAsync("AssessRecommendation", "assess", (ask, byChair, form), forbidden, id => new(id, ask, organisation, view, due));
    }

    private bool IsStillAwaited(AskModel ask, string? organisation, string view) => view == "furtherInformationWanted" && Model.CanBeAskedAgain(ask, organisation).Count == 0;

    private Task CloseAsync()
    {
        var (ask, byChair) = (AnyAsk(), dice.Chance(70));
        return TakeAsync("CloseRecommendation", "close", (ask, byChair, new { reason = "implemented", words = "It is done." }), RulesOf(ask), id => new(id, ask, null, "closed", null));
    }

    private Task ReopenAsync()
    {
        var ask = dice.Of(Model.Asks.Exists(a => a.IsClosed) && dice.Chance(80) ? Model.Asks.FindAll(a => a.IsClosed) : Model.Asks);
        string[] forbidden = [.. Model.IsWithdrawn ? ["letter"] : Array.Empty<string>(), .. ask.IsClosed ? [] : new[] { "recommendation" }];
        return TakeAsync("ReopenRecommendation", "reopen", (ask, dice.Chance(80), new { reason = "It came up again." }), forbidden, id => new(id, ask, null, "open", null));
    }

    private IEnumerable<string> RulesOf(AskModel ask) => [.. Model.IsWithdrawn ? ["letter"] : Array.Empty<string>(), .. ask.IsClosed ? ["recommendation"] : Array.Empty<string>()];

    private Task TakeAsync(string action, string path, (AskModel Ask, bool ByChair, object Form) what, IEnumerable<string> forbidden, Func<Guid, ProposalModel> make) =>
        Witness.TryAsync(
            action, forbidden, () => (what.ByChair ? tracker.Chair : tracker.Officer).PostAsync($"recommendations/{what.Ask.Id}/{path}", what.Form, "*"),
            answer => Propose(make(answer["assessment"]!["id"]!.GetValue<Guid>()), what.ByChair));

    private void Propose(ProposalModel proposal, bool byChair)
    {
        Model.Proposals.Add(proposal);
        if (byChair)
        {
            Carry(proposal);
        }
    }

    private void Carry(ProposalModel proposal)
    {
        proposal.IsDecided = true;
        switch (proposal.View)
        {
            case "closed":
                Model.Close(proposal.Ask);
                break;
            case "open":
                Model.Reopen(proposal.Ask);
                break;
            default:
                Model.Look(proposal.Ask, proposal.Organisation, proposal.View);
                foreach (var asked in proposal.DueOn is null ? [] : Model.CanBeAskedAgain(proposal.Ask, proposal.Organisation))
                {
                    Expect(Model.AskAgain(proposal.Ask, asked, (Today, proposal.DueOn!.Value), wantsMore: true));
                }

                break;
        }
    }

    private void Expect(RequestModel asked) => Witness.Expected.Add($"asked {asked.Organisation}");

    private async Task DecideAsync()
    {
        if (Model.Proposals.Count == 0)
        {
            return;
        }

        var (proposal, agree) = (dice.Of([.. Model.Proposals.Where(p => !p.IsDecided || dice.Chance(10)), Model.Proposals[^1]]), dice.Chance(70));
        string[] outdated =
        [
            .. Model.IsWithdrawn ? ["letter"] : Array.Empty<string>(),
            .. proposal.Ask.IsClosed != (proposal.View == "open") ? ["recommendation"] : Array.Empty<string>(),
            .. proposal.DueOn < Today || IsStillAwaited(proposal.Ask, proposal.Organisation, proposal.View) ? ["assessment"] : Array.Empty<string>(),
        ];
        await Witness.TryAsync(
            "DecideAssessment", [.. agree ? outdated : [], .. proposal.IsDecided ? ["assessment"] : Array.Empty<string>()],
            () => tracker.Chair.PostAsync($"assessments/{proposal.Id}/decide", new { agree, reason = "We talked." }, "*"),
            _ =>
            {
                proposal.IsDecided = true;
                if (agree)
                {
                    Carry(proposal);
                }
            });
    }

    private async Task AskInsteadAsync()
    {
        var likely = Model.Asks.SelectMany(a => a.Asked.Where(o => Model.SaysNotForUs(a, o)).Select(o => (a, o))).ToList();
        var (ask, former) = likely.Count > 0 && dice.Chance(80) ? dice.Of(likely) : (AnyAsk(), dice.Of([.. Model.Respondents]));
        var (other, due) = (dice.Of(Company, Company, Office, Trust), Today.AddDays(dice.Roll(-1, 20)));
        string[] forbidden =
        [
            .. Model.RulesOfTheLetter, .. due < Today ? ["letter"] : Array.Empty<string>(),
            .. ask.IsClosed || !ask.Asked.Contains(former) || !Model.SaysNotForUs(ask, former) || ask.Asked.Contains(other) ? ["recommendation"] : Array.Empty<string>(),
        ];
        var form = new { insteadOf = former, organisation = other, name = $"Head of {other}", email = AddressOf(other), dueOn = due };
        await Witness.TryAsync("AskInstead", forbidden, () => tracker.Officer.PostAsync($"recommendations/{ask.Id}/ask-instead", form, "*"), _ =>
        {
            ask.Asked.Add(other);
            Expect(Model.AskAgain(ask, other, (Today, due), wantsMore: false));
        });
    }

    private Task PromiseChangeAsync(string action, string path, PromiseModel promise, object body, (IEnumerable<string> Forbidden, Action Apply) then, ApiClient? by = null) =>
        Witness.TryAsync(action, then.Forbidden, () => (by ?? tracker.Officer).PostAsync($"commitments/{promise.Id}/{path}", body, "*"), _ => then.Apply());

    private Task OnPromiseAsync(Func<PromiseModel, Task> change) => Model.Promises.Count == 0 ? Task.CompletedTask : change(dice.Of(Model.Promises));

    private Task ReportAsync() => OnPromiseAsync(promise =>
    {
        var implementation = dice.Of(Progress);
        return PromiseChangeAsync("ReportProgress", "progress", promise, new { implementation }, (promise.Rules, () => promise.IsClaimedCompleted = implementation == "completed"));
    });

    private Task ReviseAsync() => OnPromiseAsync(promise =>
    {
        var due = promise.Due!.Value.AddDays(dice.Of(-300, 0, 15, 30, 45));
        return PromiseChangeAsync(
            "ReviseCommitment", "revise", promise, new { due = Text(due), reason = "It takes longer." },
            ([.. promise.Rules, .. due == promise.Due || due < promise.MadeOn ? ["commitment"] : Array.Empty<string>()], () => promise.Due = due));
    });

    private Task EndPromiseAsync() => OnPromiseAsync(promise => PromiseChangeAsync(
        "CloseCommitment", "close", promise, new { end = "implemented", reason = "We saw it." }, (promise.Rules, () => promise.Close(withOther: false)), tracker.Chair));

    private Task ReopenPromiseAsync() => OnPromiseAsync(promise => PromiseChangeAsync(
        "ReopenCommitment", "reopen", promise, new { reason = "It broke again." }, (promise.IsOpen ? ["commitment"] : [], promise.Reopen), tracker.Chair));

    private Task PlanMeetingAsync()
    {
        var on = Today.AddDays(dice.Roll(5, 40));
        return Witness.TryAsync(
            "PlanMeeting", HasMeetingOn(on) || Model.IsOver ? ["meeting"] : [], () => tracker.Officer.PostAsync("meetings", new { commission = Commission, on, letters = new[] { Id } }),
            answer => Model.PlanMeeting(new(answer["id"]!.GetValue<Guid>(), on), Today));
    }

    private bool HasMeetingOn(DateOnly day) => Model.Meetings.Exists(m => m.On == day && !m.IsCancelled);

    private Task OnMeetingAsync(Func<MeetingModel, bool> fits, Func<MeetingModel, Task> change) => Model.Meetings.Count == 0 ? Task.CompletedTask
        : change(dice.Of(Model.Meetings.Exists(m => fits(m)) && dice.Chance(80) ? Model.Meetings.FindAll(m => fits(m)) : Model.Meetings));

    private bool IsAhead(MeetingModel meeting) => !meeting.IsCancelled && meeting.On >= Today;

    private Task MoveMeetingAsync() => OnMeetingAsync(IsAhead, meeting =>
    {
        var on = Today.AddDays(dice.Roll(-1, 60));
        var wrong = meeting.IsCancelled || meeting.On < Today || HasMeetingOn(on) || on < Today;
        return Witness.TryAsync(
            "MoveMeeting", wrong ? ["meeting"] : [], () => tracker.Officer.PostAsync($"meetings/{meeting.Id}/move", new { on, reason = "The hall is taken." }, "*"),
            _ => Model.MoveMeeting(meeting, on, Today));
    });

    private Task CancelMeetingAsync() => OnMeetingAsync(IsAhead, meeting => Witness.TryAsync(
        "CancelMeeting", meeting.IsCancelled || meeting.On < Today ? ["meeting"] : [],
        () => tracker.Officer.PostAsync($"meetings/{meeting.Id}/cancel", new { reason = "No quorum." }, "*"), _ => Model.CancelMeeting(meeting)));

    private Task OutcomesAsync() => OnMeetingAsync(m => !m.IsCancelled && m.On <= Today, async meeting =>
    {
        var (ask, view, byChair) = (AnyAsk(), dice.Of([.. Views, "closed"]), dice.Chance(60));
        DateOnly? due = view == "furtherInformationWanted" ? Today.AddDays(dice.Roll(0, 20)) : null;
        var outcome = new { recommendationId = ask.Id, view, words = "Minuted.", closingReason = view == "closed" ? "superseded" : null, minute = "7", dueOn = due };
        string[] forbidden = [.. RulesOf(ask), .. meeting.IsCancelled || meeting.On > Today ? ["meeting"] : Array.Empty<string>(), .. byChair && IsStillAwaited(ask, null, view) ? ["assessment"] : Array.Empty<string>()];
        await Witness.TryAsync(
            "RecordOutcomes", forbidden, () => (byChair ? tracker.Chair : tracker.Officer).PostAsync($"meetings/{meeting.Id}/outcomes", new { outcomes = new[] { outcome } }, "*"),
            answer => Propose(new(answer["outcomes"]![0]!["assessment"]!["id"]!.GetValue<Guid>(), ask, null, view, due), byChair));
    });

    private Task CorrectAsync()
    {
        var (ask, open) = (AnyAsk(), Model.Requests.FindAll(r => r.IsOpen && !r.IsLater));
        var restart = dice.Chance(40);
        DateOnly? due = restart && dice.Chance(70) ? Today.AddDays(dice.Roll(-1, 40)) : null;
        var passed = restart && ((due ?? Model.Stated) is { } stated ? stated < Today : open.Exists(r => r.Base < Today));
        string[] forbidden = [.. Model.RulesOfTheLetter, .. passed ? ["letter"] : Array.Empty<string>(), .. restart && open.Exists(r => r.PausedOn is not null) ? ["request"] : Array.Empty<string>()];
        var form = new { reason = "A slip of the pen.", recommendations = new[] { new { recommendation = ask.Number, text = $"{ask.Token} edition {Model.Edition + 1}" } }, restartClock = restart, responseDue = due };
        return Witness.TryAsync(
            "CorrectLetter", forbidden, () => tracker.Chair.PostAsync($"letters/{Id}/correct", form, "*"),
            _ =>
            {
                Model.Edition++;
                Model.Stated = due ?? Model.Stated;
                open.FindAll(_ => restart).ForEach(StartAnew);
            },
            [.. Model.Requests.Where(r => r.Round == 1).Select(r => $"corrected {r.Organisation}")]);
    }

    private void StartAnew(RequestModel request)
    {
        request.StartAnew(Model.Stated ?? request.Base);
        (request.HangsOnMeeting, request.ChangedOn) = (Model.Stated is null, Today);
    }

    /// <summary>Mostly one that is awaited.</summary>
    private RequestModel AnyRequest() => dice.Of(Model.Requests.Exists(r => r.IsOpen) && dice.Chance(85) ? Model.Requests.FindAll(r => r.IsOpen) : Model.Requests);

    private AskModel AnyAsk() => dice.Of(Model.Asks.Exists(a => !a.IsClosed) && dice.Chance(85) ? Model.Asks.FindAll(a => !a.IsClosed) : Model.Asks);

    private DateOnly Earlier(DateOnly day, int days) => day.AddDays(-days) < Model.IssuedOn ? Model.IssuedOn : day.AddDays(-days);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
