using Tracker.Documents.Reading.Dates;

namespace Tracker.Documents.Reading.Replies;

/// <summary>What a reply says, as proposed to a person who confirms it. What its words do not make clear is <see langword="null"/> or absent.</summary>
public sealed record ReplyStructure
{
    public ReplyKind? Kind { get; init; }

    /// <summary>Their own reference.</summary>
    public string? TheirReference { get; init; }

    /// <summary>Our reference, as they quote it.</summary>
    public string? YourReference { get; init; }

    /// <summary>The date on it.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The day of the letter that it answers: "your letter of 4 July 2023".</summary>
    public DateOnly? AnswersLetterOf { get; init; }

    /// <summary>When they say the reply, or the rest of it, will come.</summary>
    public PromisedDate? ReplyPromised { get; init; }

    /// <summary>At most one per recommendation or sub-part, in the order in which they were asked.</summary>
    public IReadOnlyList<ReadAnswer> Answers { get; init; } = [];

    /// <summary>The words behind <c>kind</c>, <c>theirReference</c>, <c>yourReference</c>, <c>date</c>, <c>answersLetterOf</c>, <c>replyPromised</c> and <c>answers[0]</c>.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Sentences about what a person should look at.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What a reply is, by its words.</summary>
public enum ReplyKind
{
    /// <summary>It came; nothing more.</summary>
    Acknowledgement,

    /// <summary>The reply comes later.</summary>
    Holding,

    /// <summary>A part of the reply; the rest comes later.</summary>
    Interim,

    Substantive,
}

/// <summary>What a respondent says about a recommendation, where its words leave no doubt.</summary>
public enum ReadPosition
{
    Accepted,
    AcceptedInPart,
    AcceptedInPrinciple,
    Rejected,
    Noted,
    AlreadyDone,
    NotForUs,
}

/// <summary>The answer to one recommendation or sub-part.</summary>
/// <param name="Key">That of <see cref="AskedItem"/>.</param>
/// <param name="Part">The sub-part's label; <see langword="null"/> for the whole.</param>
/// <param name="Text">The respondent's words, without the recommendation's own where they are repeated; paragraphs have a blank line between them.</param>
public sealed record ReadAnswer(string Key, string? Part, string Text)
{
    public ReadPosition? Position { get; init; }

    /// <summary>The words that <see cref="Position"/> was read from.</summary>
    public string? PositionWords { get; init; }

    public IReadOnlyList<ReadPromise> Promises { get; init; } = [];

    /// <summary>A sentence for the person who confirms it, such as that there was a second answer.</summary>
    public string? Note { get; init; }
}

/// <summary>A sentence of an answer that promises something.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="When">Until when; <see langword="null"/> where it names no time, or the day it was written is not known.</param>
public sealed record ReadPromise(string Text, PromisedDate? When);
