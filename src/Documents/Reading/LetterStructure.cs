namespace Tracker.Documents.Reading;

/// <summary>What a letter's text says, as proposed to a person who confirms it. Serialised with the web defaults of System.Text.Json.</summary>
public sealed record LetterStructure
{
    /// <summary>One of <see cref="LetterKinds"/>.</summary>
    public required string Kind { get; init; }

    public string? Sender { get; init; }
    public IReadOnlyList<Signatory> Signatories { get; init; } = [];
    public IReadOnlyList<Addressee> Recipients { get; init; } = [];
    public IReadOnlyList<Addressee> Cc { get; init; } = [];
    public DateOnly? Date { get; init; }
    public string? OurRef { get; init; }
    public string? YourRef { get; init; }
    public DateOnly? ResponseDue { get; init; }
    public DateOnly? MeetingDate { get; init; }
    public DateOnly? FollowUpMeetingDate { get; init; }
    public int CcCount => Cc.Count;
    public IReadOnlyList<ReadRecommendation> Recommendations { get; init; } = [];
    public string? Subject { get; init; }
    public string? Salutation { get; init; }

    /// <summary>The e-mail address that replies go to.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The letter's own words in order, without furniture, address blocks and recommendations.</summary>
    public IReadOnlyList<LetterSection> Sections { get; init; } = [];

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Sentences about what a person should look at, such as a weekday that does not match its date.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

public static class LetterKinds
{
    public const string Letter = "letter";
    public const string Reply = "reply";

    /// <summary>Recommendations without a letter around them.</summary>
    public const string List = "list";

    public const string Other = "other";
}

public sealed record Signatory(string Name, string? Role);

/// <summary>Someone the letter goes to. No name where it goes to an office; no organisation when the text does not say whom the person writes for.</summary>
public sealed record Addressee(string? Name, string? Role, string? Organisation, string? Email);

/// <summary>
/// One item: its number as printed, such as <c>1</c> or <c>2 and 3</c>, the heading of its section, its sub-parts without their
/// letters, and the body that is asked, as the text calls it. What the text does not say is <see langword="null"/>.
/// </summary>
public sealed record ReadRecommendation(string? Number, string? Theme, string Text, IReadOnlyList<string> Parts, string? AddressedTo);

/// <summary>A heading, if any, and the Markdown below it: paragraphs, bold, italic, links, lists.</summary>
public sealed record LetterSection(string? Heading, string Narrative);

/// <summary>
/// The words of the input that a field, such as <c>date</c> or <c>recipients[0]</c>, was read from: character offsets in the
/// text as given, the end not included, and a confidence from 0 to 1.
/// </summary>
public sealed record Evidence(string Field, string Quote, int Start, int End, double Confidence);
