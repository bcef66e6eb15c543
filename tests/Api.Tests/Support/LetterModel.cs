namespace Tracker.Api.Tests.Support;

/// <summary>What should be true of one letter, kept in lists and sets without any code of the product.</summary>
internal sealed class LetterModel
{
    public List<AskModel> Asks { get; } = [];

    public List<RequestModel> Requests { get; } = [];

    public List<ResponseModel> Responses { get; } = [];

    public List<PromiseModel> Promises { get; } = [];

    public List<ProposalModel> Proposals { get; } = [];

    public List<MeetingModel> Meetings { get; } = [];

    /// <summary>The meeting that will look at the responses.</summary>
    public Guid? LinkedMeeting { get; set; }

    public DateOnly IssuedOn { get; init; }

    /// <summary>The stated date; none while the replies are due before the linked meeting.</summary>
    public DateOnly? Stated { get; set; }

    public bool IsWithdrawn { get; private set; }

    public bool IsClosed { get; private set; }

    public int Edition { get; set; } = 1;

    public bool IsOver => IsWithdrawn || IsClosed;

    public string State => IsClosed ? "closed" : IsWithdrawn ? "withdrawn" : Requests.TrueForAll(r => !r.IsOpen) && Requests.Exists(r => r.AnsweredOn is not null) ? "answered" : "issued";

    public IEnumerable<string> Respondents => Requests.Select(r => r.Organisation).Distinct();

    public IEnumerable<string> RulesOfTheLetter => IsOver ? ["letter"] : [];

    /// <summary>The parts of a recommendation that an organisation has dealt with, by what it said last about each after a certain response, received since a day.</summary>
    public HashSet<string> Covered(AskModel ask, string organisation, int after, DateOnly since = default) =>
        [.. ask.Labels.Where(label => Said(ask, organisation, after, since).LastOrDefault(s => s.Part is null || s.Part == label) is { IsPartial: false })];

    public string Coverage(AskModel ask, string organisation)
    {
        var after = ask.FromTheStart.Contains(organisation) ? 0
            : Requests.Where(r => r.Organisation == organisation && r.Questions.Contains(ask)).Min(r => r.After);
        return Covered(ask, organisation, after).Count == ask.Labels.Count ? "answered" : Said(ask, organisation, after, since: default).Any() ? "partly" : "notAddressed";
    }

    /// <summary>What may be chased: recommendation and part.</summary>
    public List<(AskModel Ask, string Part)> Missing(RequestModel request) =>
        [.. request.Questions.Where(a => !a.IsClosed).SelectMany(a => a.Labels.Except(Covered(a, request.Organisation, request.After, request.AskedOn)).Select(part => (a, part)))];

    /// <summary>Whom more can be asked about a recommendation: those of the organisations, or the one, that owe no answer to it in an open request.</summary>
    public List<string> CanBeAskedAgain(AskModel ask, string? organisation) =>
        [.. ask.Asked.Where(o => (organisation is null || o == organisation) && !Requests.Exists(r => r.Organisation == o && r.IsOpen && Missing(r).Exists(m => m.Ask == ask)))];

    public bool SaysNotForUs(AskModel ask, string organisation) =>
        Responses.SelectMany(r => r.Answers.Where(_ => r.SpeaksFor.Contains(organisation) && ask.Asked.Contains(r.Sender))).Where(a => a.Ask == ask)
            .GroupBy(a => a.Part).Any(g => g.Last().Position == "notForUs");

    /// <summary>An organisation that has answered adds only supplements, unless it is asked something again.</summary>
    public bool HasAnsweredForGood(string organisation) =>
        Requests.Where(r => r.Organisation == organisation).ToList() is var own && !own.Exists(r => r.IsOpen) && own.MaxBy(r => r.Round)?.AnsweredOn is not null;

    public void Take(ResponseModel response)
    {
        Responses.Add(response);
        var touched = Asks.Where(a => (response.IsBlanket && a.Asked.Contains(response.Sender)) || response.Answers.Exists(x => x.Ask == a)).ToList();
        foreach (var request in Requests.Where(r => r.IsOpen && response.SpeaksFor.Contains(r.Organisation)))
        {
            request.AcknowledgedOn ??= response.ReceivedOn;
            if (response.IsFinal && response.ReceivedOn >= request.AskedOn && Missing(request).Count == 0)
            {
                request.Answer(LastReplyOn(request));
            }
        }

        foreach (var (ask, organisation) in touched.Where(a => !IsWithdrawn && !a.IsClosed).SelectMany(a => a.Asked.Intersect(response.SpeaksFor).Select(o => (a, o))))
        {
            ask.WaitingSince.TryAdd(organisation, response.ReceivedOn);
        }
    }

    public void Look(AskModel ask, string? organisation, string view)
    {
        foreach (var asked in ask.Asked.Where(o => organisation is null || o == organisation))
        {
            ask.Views[asked] = view;
            ask.WaitingSince.Remove(asked);
        }

        Requests.FindAll(r => view == "satisfied" && r.WantsMore && r.IsOpen && r.Questions.Contains(ask) && (organisation is null || r.Organisation == organisation)).ForEach(r => r.IsClosed = true);
    }

    public RequestModel AskAgain(AskModel ask, string organisation, (DateOnly AskedOn, DateOnly Due) days, bool wantsMore)
    {
        var request = new RequestModel(organisation, Round: 1 + Requests.Count(r => r.Organisation == organisation), After: Responses.Count, days.Due)
        {
            AskedOn = days.AskedOn,
            ChangedOn = days.AskedOn,
            IsLater = true,
            WantsMore = wantsMore,
        };
        request.Questions.Add(ask);
        Requests.Add(request);
        return request;
    }

    public void Close(AskModel ask)
    {
        ask.Close();
        foreach (var request in Requests.Where(r => r.IsOpen && Missing(r).Count == 0))
        {
            if (RepliesTo(request).Any(r => r.IsFinal))
            {
                request.Answer(LastReplyOn(request));
            }
            else
            {
                request.IsClosed = request.Questions.TrueForAll(a => a.IsClosed);
            }
        }

        if (Asks.TrueForAll(a => a.IsClosed))
        {
            CloseLetter();
        }

        Promises.FindAll(p => p.IsOpen && (p.Ask == ask || IsClosed)).ForEach(p => p.Close(withOther: true));
    }

    public void CloseLetter()
    {
        IsClosed = true;
        Asks.FindAll(a => !a.IsClosed).ForEach(a => a.Close());
        Requests.FindAll(r => r.IsOpen).ForEach(r => r.IsClosed = true);
        Promises.FindAll(p => p.IsOpen).ForEach(p => p.Close(withOther: true));
    }

    public void Withdraw()
    {
        IsWithdrawn = true;
        Asks.ForEach(a => a.WaitingSince.Clear());
        Requests.FindAll(r => r.IsOpen).ForEach(r => r.IsWithdrawn = true);
        Promises.FindAll(p => p.IsOpen).ForEach(p => p.Close(withOther: true));
    }

    public void Reopen(AskModel ask)
    {
        IsClosed = false;
        ask.Reopen();
        Promises.FindAll(p => p.Ask == ask && p.IsClosedWithOther).ForEach(p => p.Reopen());
    }

    public void PlanMeeting(MeetingModel meeting, DateOnly today)
    {
        Meetings.Add(meeting);
        LinkedMeeting = meeting.Id;
        MoveMeeting(meeting, meeting.On, today);
    }

    public void MoveMeeting(MeetingModel meeting, DateOnly on, DateOnly today)
    {
        meeting.On = on;
        if (LinkedMeeting == meeting.Id && !IsOver)
        {
            Requests.FindAll(r => r.IsOpen && r.HangsOnMeeting).ForEach(r => r.Follow(EnglishDays.RepliesBefore(on), today));
        }
    }

    public void CancelMeeting(MeetingModel meeting)
    {
        meeting.IsCancelled = true;
        LinkedMeeting = LinkedMeeting == meeting.Id && !IsOver ? null : LinkedMeeting;
    }

    private DateOnly LastReplyOn(RequestModel request) => RepliesTo(request).Max(r => r.ReceivedOn);

    private IEnumerable<ResponseModel> RepliesTo(RequestModel request) =>
        Responses.Skip(request.After).Where(r => !r.IsOnlyASign && r.ReceivedOn >= request.AskedOn && r.SpeaksFor.Contains(request.Organisation));

    private IEnumerable<AnswerModel> Said(AskModel ask, string organisation, int after, DateOnly since) =>
        Responses.Skip(after).Where(r => !r.IsOnlyASign && r.ReceivedOn >= since && r.SpeaksFor.Contains(organisation) && ask.Asked.Contains(r.Sender))
            .SelectMany(r => r.IsBlanket ? [new(ask, null, "accepted", IsPartial: false)] : r.Answers.Where(a => a.Ask == ask));
}

/// <summary>A recommendation: whom it asks and what the commission thinks.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Token">A word of its text that stands nowhere else.</param>
/// <param name="Parts">Its sub-parts, each with a word of its own.</param>
internal sealed record AskModel(string Number, string Token, IReadOnlyDictionary<string, string> Parts)
{
    public Guid Id { get; set; }

    public HashSet<string> FromTheStart { get; init; } = [];

    public HashSet<string> Asked { get; init; } = [];

    public Dictionary<string, string> Views { get; } = [];

    public Dictionary<string, DateOnly> WaitingSince { get; } = [];

    public bool IsClosed { get; private set; }

    /// <summary>Its parts, or one without a name.</summary>
    public IReadOnlyList<string> Labels => Parts.Count == 0 ? [""] : [.. Parts.Keys];

    public string View => IsClosed ? "closed" : new[] { "notSatisfied", "furtherInformationWanted", "open", "satisfied" }.First(v => Asked.Any(o => Views.GetValueOrDefault(o, "open") == v));

    public bool Equals(AskModel? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Number.GetHashCode(StringComparison.Ordinal);

    public void Close()
    {
        IsClosed = true;
        WaitingSince.Clear();
    }

    public void Reopen()
    {
        IsClosed = false;
        Views.Clear();
        WaitingSince.Clear();
    }
}

/// <summary>What one organisation is asked, with its own clock.</summary>
internal sealed class RequestModel(string organisation, int Round, int After, DateOnly due)
{
    private readonly List<(string Kind, DateOnly Day, int Days)> changes = [];

    public string Organisation => organisation;

    public int Round { get; } = Round;

    /// <summary>How many responses had come before.</summary>
    public int After { get; } = After;

    public Guid Id { get; set; }

    /// <summary>The Message-ID of the mail that asked.</summary>
    public string? Thread { get; set; }

    /// <summary>The day of the question; what came before does not answer it.</summary>
    public DateOnly AskedOn { get; init; }

    public bool IsLater { get; init; }

    /// <summary>Whether the commission wants to know more about an answer.</summary>
    public bool WantsMore { get; init; }

    public bool HangsOnMeeting { get; set; }

    public List<AskModel> Questions { get; init; } = [];

    public DateOnly Base { get; private set; } = due;

    public DateOnly DueOn => changes.Aggregate(Base, (day, c) => c.Kind switch
    {
        "extended" => c.Day > day ? c.Day : day,
        "paused" => HangsOnMeeting ? day : day.AddDays(c.Days),
        _ => c.Day,
    });

    public DateOnly? PausedOn { get; private set; }

    public DateOnly? LastRestart { get; private set; }

    public DateOnly? AcknowledgedOn { get; set; }

    public DateOnly? AnsweredOn { get; private set; }

    public int DaysLate { get; private set; }

    public bool IsWithdrawn { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>What it promised, and when it said so.</summary>
    public (DateOnly On, DateTimeOffset At)? Promise { get; set; }

    /// <summary>The reminders that went, by day.</summary>
    public List<(DateTimeOffset At, string Subject)> Reminders { get; } = [];

    /// <summary>When the plan last began anew: a changed date, a promise, a first sign of life.</summary>
    public DateOnly ChangedOn { get; set; }

    public bool IsOpen => AnsweredOn is null && !IsWithdrawn && !IsClosed;

    public IEnumerable<string> RulesOfTheClock => IsOpen ? [] : ["request"];

    public void Extend(DateOnly until) => changes.Add(("extended", until, 0));

    public void Override(DateOnly on) => changes.Add(("set", on, 0));

    public void Pause(DateOnly from) => PausedOn = from;

    public void Restart(DateOnly on)
    {
        changes.Add(("paused", on, on.DayNumber - PausedOn!.Value.DayNumber));
        (PausedOn, LastRestart) = (null, on);
    }

    /// <summary>Issued anew until the day now stated: whatever was decided about the former date counts no more.</summary>
    public void StartAnew(DateOnly due)
    {
        changes.Clear();
        Base = due;
    }

    /// <summary>Follows the meeting, unless it would be late by that at once.</summary>
    public void Follow(DateOnly due, DateOnly today)
    {
        var (formerBase, formerDue) = (Base, DueOn);
        Base = due;
        if (DueOn < formerDue && DueOn < today)
        {
            Base = formerBase;
        }
        else
        {
            ChangedOn = today;
        }
    }

    public void Answer(DateOnly on)
    {
        var counted = PausedOn < on ? PausedOn.Value : on;
        (AnsweredOn, DaysLate) = (on, Math.Max(0, counted.DayNumber - DueOn.DayNumber));
    }

    public int DaysLateOn(DateOnly day)
    {
        var until = PausedOn < day ? PausedOn.Value : day;
        return AnsweredOn is not null ? DaysLate : IsOpen ? Math.Max(0, until.DayNumber - DueOn.DayNumber) : 0;
    }

    public string StateOn(DateOnly day) => this switch
    {
        { IsWithdrawn: true } => "withdrawn",
        { IsClosed: true } => "closed",
        { AnsweredOn: not null } => DaysLate > 0 ? "answeredLate" : "answered",
        { PausedOn: not null } => "paused",
        _ when day > DueOn => "overdue",
        { AcknowledgedOn: not null } => "acknowledged",
        _ => "waiting",
    };
}

internal sealed record AnswerModel(AskModel Ask, string? Part, string Position, bool IsPartial)
{
    public int Version { get; init; }
}

internal sealed record ResponseModel(Guid Id, string Sender, IReadOnlyList<string> SpeaksFor, string Kind, DateOnly ReceivedOn, List<AnswerModel> Answers)
{
    public bool IsOnlyASign => Kind is "acknowledgement" or "holding";

    public bool IsFinal => Kind is "substantive" or "supplementary";

    public bool IsBlanket => Kind == "substantive" && Answers.Count == 0;
}

/// <summary>A promise made in an answer.</summary>
/// <param name="Ask">The recommendation that was answered.</param>
/// <param name="Token">A word of its text that stands nowhere else.</param>
/// <param name="MadeOn">The day of the promise.</param>
internal sealed record PromiseModel(AskModel Ask, string Token, DateOnly MadeOn)
{
    public Guid Id { get; set; }

    public DateOnly? Due { get; set; }

    public bool IsOpen { get; private set; } = true;

    public bool IsClosedWithOther { get; private set; }

    public bool IsClaimedCompleted { get; set; }

    public List<DateTimeOffset> Questions { get; } = [];

    public IEnumerable<string> Rules => IsOpen ? [] : ["commitment"];

    public void Close(bool withOther) => (IsOpen, IsClosedWithOther) = (false, withOther);

    public void Reopen() => (IsOpen, IsClosedWithOther) = (true, false);
}

/// <summary>What an officer proposed.</summary>
internal sealed record ProposalModel(Guid Id, AskModel Ask, string? Organisation, string View, DateOnly? DueOn)
{
    public bool IsDecided { get; set; }
}

internal sealed class MeetingModel(Guid id, DateOnly on)
{
    public Guid Id => id;

    public DateOnly On { get; set; } = on;

    public bool IsCancelled { get; set; }
}
