namespace Tracker.Documents.Writing.Letters;

/// <summary>Everything that a scrutiny letter says, and nothing that decides how it looks. Two equal records give the same bytes.</summary>
public sealed record LetterDocument
{
    public required Letterhead Letterhead { get; init; }
    public string? OurRef { get; init; }
    public string? YourRef { get; init; }
    public required DateOnly Date { get; init; }
    public IReadOnlyList<LetterPerson> To { get; init; } = [];
    public IReadOnlyList<LetterPerson> Cc { get; init; } = [];

    /// <summary>Such as <c>Dear Councillor Ash</c>; left out when <see langword="null"/>.</summary>
    public string? Salutation { get; init; }

    /// <summary>The heading and the title of the document; not empty.</summary>
    public required string Subject { get; init; }

    public IReadOnlyList<LetterSection> Sections { get; init; } = [];
    public DateOnly? ResponseDueOn { get; init; }

    /// <summary>One plain paragraph.</summary>
    public string? HowToRespond { get; init; }

    /// <summary>One plain sentence on what the commission does next.</summary>
    public string? FollowUp { get; init; }

    public IReadOnlyList<LetterSignatory> Signatories { get; init; } = [];

    /// <summary>Puts the word "Draft" in the title and in the running head of every page.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Identity of the file.</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>The date that the file carries, to the second.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Who writes; <paramref name="Commission"/> stands first and largest.</summary>
public sealed record Letterhead(string Commission, string Council, IReadOnlyList<string> AddressLines, string? Email = null);

public sealed record LetterPerson(string Name, string? Role = null, string? Organisation = null);

public sealed record LetterSignatory(string Name, string? Role = null);

/// <summary>A part of the letter: narrative, then the recommendations that come from it.</summary>
public sealed record LetterSection
{
    public string? Heading { get; init; }

    /// <summary>Markdown: paragraphs, bold, italic, links to http, https and mailto, bullet and numbered lists. Anything else is taken as plain words.</summary>
    public string Narrative { get; init; } = "";

    public IReadOnlyList<LetterRecommendation> Recommendations { get; init; } = [];
}

public sealed record LetterRecommendation(string Text)
{
    /// <summary>Such as <c>1</c> or <c>SR (25/26) 01</c>.</summary>
    public string? Number { get; init; }

    public IReadOnlyList<LetterRecommendationPart> Parts { get; init; } = [];

    /// <summary>Names of the organisations or people who are asked.</summary>
    public IReadOnlyList<string> AddressedTo { get; init; } = [];
}

/// <summary>A sub-part; the label is the bare letter, such as <c>a</c>.</summary>
public sealed record LetterRecommendationPart(string Label, string Text);
