using Tracker.Documents.Writing.Letters;

namespace Tracker.Documents.Writing.Summaries;

/// <summary>Who answered what a letter asked, on one day. Two equal records give the same bytes.</summary>
public sealed record SummaryDocument
{
    public required Letterhead Letterhead { get; init; }

    /// <summary>The letter's own reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The subject of the letter; not empty.</summary>
    public required string Subject { get; init; }

    public required DateOnly LetterDate { get; init; }

    /// <summary>The day on which all that follows was so.</summary>
    public required DateOnly AsOf { get; init; }

    public string? CaseReference { get; init; }
    public required IReadOnlyList<SummaryRespondent> Respondents { get; init; }
    public required SummaryCounts Counts { get; init; }

    /// <summary>In the order of the letter; neighbours with the same theme share its heading.</summary>
    public required IReadOnlyList<SummaryRecommendation> Recommendations { get; init; }

    /// <summary>Identity of the file.</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>The date that the file carries, to the second.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One organisation that was asked, and its clock. <paramref name="DueNote"/> says how the date came about (<c>extended from 11 August 2023</c>),
/// <paramref name="PromisedOn"/> for when it announced an answer that has not come, <paramref name="DaysLate"/> is 0 when it is not late,
/// and <paramref name="State"/> is in plain words (<c>answered 24 days late</c>, <c>overdue by 12 days</c>).</summary>
public sealed record SummaryRespondent(
    string Organisation, DateOnly? DueOn, string? DueNote, DateOnly? AnsweredOn, DateOnly? PromisedOn, int DaysLate, string State);

/// <summary>Each counts pairs of a recommendation and an organisation that was asked; what is left of <paramref name="Asked"/> has no answer yet.</summary>
public sealed record SummaryCounts(int Asked, int Answered, int Partly, int NotAddressed, IReadOnlyList<SummaryCount> Positions);

public sealed record SummaryCount(string Label, int Count);

public sealed record SummaryRecommendation
{
    public string? Theme { get; init; }

    /// <summary>Such as <c>5</c>.</summary>
    public required string Label { get; init; }

    public required string Text { get; init; }
    public IReadOnlyList<SummaryPart> Parts { get; init; } = [];

    /// <summary>The commission's view in its own label, with meeting and minute, as one sentence; <see langword="null"/> when it has none yet.</summary>
    public string? View { get; init; }

    public required IReadOnlyList<SummaryAnswer> Answers { get; init; }
    public IReadOnlyList<SummaryCommitment> Commitments { get; init; } = [];
}

/// <summary>A sub-part; the label is the bare letter, such as <c>a</c>.</summary>
public sealed record SummaryPart(string Label, string Text);

/// <summary>What one organisation answered to one recommendation. <paramref name="Coverage"/> is <c>answered</c>, or says what is missing
/// (<c>partly answered: b and c are missing</c>, <c>not addressed</c>) and stands out then; <paramref name="Position"/> is the commission's label and
/// <paramref name="OwnWords"/> the respondent's; <paramref name="Text"/> is Markdown as a letter's narrative, and a long one is set below the table.</summary>
public sealed record SummaryAnswer(string Organisation, string Coverage, string? Position, string? OwnWords, string? Text, DateOnly? ReceivedOn);

/// <summary>What one organisation promised to do; <paramref name="Promised"/> says for when, such as <c>30 September 2021; slipped 2 times, +61 days</c>.</summary>
public sealed record SummaryCommitment(string Organisation, string Text, string? Owner, string Promised, string Status);
