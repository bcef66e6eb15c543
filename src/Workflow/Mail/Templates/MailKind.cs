namespace Tracker.Workflow.Mail;

/// <summary>A place in a template that is filled for each message.</summary>
/// <param name="Name">As it stands between the braces.</param>
/// <param name="Meaning">What comes there.</param>
/// <param name="Example">An invented value, for previews.</param>
internal sealed record MailPlace(string Name, string Meaning, MailValue Example)
{
    public bool IsRequired { get; init; }

    /// <summary>Whether it is a paragraph of its own.</summary>
    public bool StandsAlone { get; init; }

    public string Written => $"{{{{{Name}}}}}";

    public bool Is(Piece piece) => piece.IsPlace && piece.Text == Name;
}

/// <summary>A kind of message: when it goes, and what can stand in it.</summary>
internal sealed record MailKind(string Name, string Purpose, IReadOnlyList<MailPlace> Places)
{
    public static readonly MailKind Letter = new("letter", "The letter to each organisation that it asks.", [.. MailPlaces.OfAsking]);

    public static readonly MailKind Copy = new("copy", "The copy of a letter to somebody in cc; no reply is asked for.", [.. MailPlaces.OfLetter, MailPlaces.Organisation]);

    public static readonly MailKind Question = new("question", "Asks an organisation again, or asks what another one passed on.",
        [.. MailPlaces.OfAsking, new("why", "Why it is asked", "Harbour Scrutiny Commission has looked at your reply and would like to know more.")]);

    public static readonly MailKind Acknowledge = new("acknowledge", "Asks whether the letter has arrived.", [.. MailPlaces.OfReminder]);

    public static readonly MailKind DueSoon = new("due-soon", "Reminds of the date before it comes.", [.. MailPlaces.OfReminder]);

    public static readonly MailKind Promised = new("promised", "Asks about a reply that was promised for a day.",
    [
        .. MailPlaces.OfReminder,
        new("promised-short", "The day they named, without the weekday", "18 August 2023"),
        new("promise-ahead", "The day they named, while it is still to come", "Friday 18 August 2023"),
        new("promise-passed", "The day they named, once it has passed", ""),
    ]);

    public static readonly MailKind Chase = new("chase", "Follows an overdue reply.",
        [.. MailPlaces.OfReminder, new("number", "Which reminder it is", "2"), new("days-late", "How late the reply is", "10 days")]);

    public static readonly MailKind Correction = new("correction", "The corrected letter to an organisation that it asks.",
    [
        .. MailPlaces.OfLetter, MailPlaces.Organisation, MailPlaces.Link, MailPlaces.Reason,
        new("what-now", "Whether a reply is still asked for, and until when", "The date for your reply stays Friday 11 August 2023."),
    ]);

    public static readonly MailKind CopyOfCorrection = new("copy-of-correction", "The corrected letter to somebody in cc.", [.. MailPlaces.OfLetter, MailPlaces.Reason]);

    public static readonly MailKind Withdrawal = new("withdrawal", "Tells an organisation that it need not reply any more.", [.. MailPlaces.OfLetter, MailPlaces.Organisation, MailPlaces.Reason]);

    public static readonly MailKind CopyOfWithdrawal = new("copy-of-withdrawal", "Tells somebody in cc that the letter was withdrawn.", [.. MailPlaces.OfLetter, MailPlaces.Reason]);

    public static readonly MailKind ProgressQuestion = new("progress-question", "Asks how far a promise is.",
    [
        .. MailPlaces.OfSender, MailPlaces.Organisation, MailPlaces.Reference,
        new("question", "What the message is about, for the subject line", "Promised by 30 September 2023, how far are you?"),
        new("promise", "What was promised", "We will mend every lamp on the quay.") { IsRequired = true },
        new("promise-short", "The beginning of what was promised, for the subject line", "We will mend every lamp on the quay."),
        new("made", "When it was promised, and where", "on 10 August 2023 in answer to our letter of 4 July 2023 about Lamps on the quay"),
        new("standing", "The date that was named for it, and the first one if it has moved", "You promised it by 30 September 2023."),
        new("owner", "Who is to do it", "Harbour Master"),
        new("states", "The words to choose from, as the commission calls them", "not started, on track, at risk, off track, paused, completed, superseded or withdrawn"),
    ]);

    public static readonly MailKind Digest = new("digest", "What waits for an officer or chair, once a working day.",
    [
        new("day", "The day", "Monday 14 August 2023"),
        new("total", "What waits, in short", "1 newly overdue and 2 replies to look at"),
        .. DigestPlaces.All,
        new("unsubscribe", "The link that turns this message off", new MailValue.Link("Turn this daily message off", new("https://tracker.harbour.test/digest/off/example"))) { IsRequired = true, StandsAlone = true },
    ]);

    public static readonly MailKind Test = new("test", "Shows that mail leaves this installation and arrives.", [.. MailPlaces.OfSender, MailPlaces.Link with { IsRequired = false }]);

    /// <summary>Every kind, in the order of a letter's life.</summary>
    public static IReadOnlyList<MailKind> All { get; } =
        [Letter, Copy, Question, Acknowledge, DueSoon, Promised, Chase, Correction, CopyOfCorrection, Withdrawal, CopyOfWithdrawal, ProgressQuestion, Digest, Test];

    /// <summary>The kinds whose words a commission can set; the digest is about all that its reader works for.</summary>
    public static IReadOnlyList<MailKind> OfCommissions { get; } = [.. All.Where(k => k != Digest)];

    /// <summary>The words that the product comes with.</summary>
    public string Shipped => shipped ??= Read(Name);

    private string? shipped;

    public static MailKind Find(string name) => OfCommissions.FirstOrDefault(k => k.Name == name) ?? throw new NotFoundException("Template");

    /// <summary>Invented values, as a preview shows them.</summary>
    public MailValues Examples()
    {
        var values = new MailValues();
        foreach (var place in Places)
        {
            values[place.Name] = place.Example;
        }

        return values;
    }

    private static string Read(string name)
    {
        var file = $"{typeof(MailKind).Namespace}.Templates.{name}.txt";
        using var reader = new StreamReader(typeof(MailKind).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"There is no {file}."));
        return reader.ReadToEnd();
    }
}

/// <summary>The placeholders that several kinds share.</summary>
internal static class MailPlaces
{
    private static readonly Uri Example = new("https://tracker.harbour.test/respond/example");

    public static MailPlace Organisation { get; } = new("organisation", "Who is written to", "Harbour Trust");

    public static MailPlace Reference { get; } = new("reference", "Our reference of the letter", "HSC/2023-24/01/1");

    public static MailPlace Reason { get; } = new("reason", "Why, in the words of whoever decided it", "The date of the meeting was wrong.");

    public static MailPlace Link { get; } = new("link", "The button to the recipient's own page, and its address", new MailValue.Link("See what we ask of you", Example, IsButton: true)) { StandsAlone = true };

    private static MailPlace Asks { get; } = new("asks", "What is asked of the recipient", ExampleAsks) { IsRequired = true, StandsAlone = true };

    private static MailValue ExampleAsks => new MailValue.Items(
    [
        new("1", "Mend every lamp on the quay within a week."),
        new("2", "Publish a plan of inspections.") { Lines = ["(a) for the north quay", "(b) for the south quay"] },
    ]);

    public static IEnumerable<MailPlace> OfSender =>
    [
        new("commission", "Who writes", "Harbour Scrutiny Commission"),
        new("council", "The council that the commission belongs to", "Northmere Council"),
        new("reply-to", "The address for replies", "scrutiny@harbour.test"),
    ];

    public static IEnumerable<MailPlace> OfLetter =>
    [
        .. OfSender, Reference,
        new("subject", "What the letter is about", "Lamps on the quay"),
        new("letter-date", "The date of the letter", "Tuesday 4 July 2023"),
        new("letter-file", "That the letter is attached; or, where it is too large, where to get it", "The letter is attached as a PDF.") { StandsAlone = true },
    ];

    public static IEnumerable<MailPlace> OfAsking =>
    [
        .. OfLetter, Organisation, Asks, Link with { IsRequired = true },
        new("due", "The last day for the reply", "Friday 11 August 2023"),
        new("due-short", "The same without the weekday, for the subject line", "11 August 2023"),
    ];

    public static IEnumerable<MailPlace> OfReminder =>
    [
        .. OfAsking,
        new("still", "That this is still unanswered; or, after an interim reply, that the full one is awaited", "Still unanswered:"),
        new("promised", "The day for which they promised the reply, once it has passed", ""),
    ];
}

/// <summary>The parts of the daily message: each a list, and how many are in it.</summary>
internal static class DigestPlaces
{
    private static readonly (string Name, string Meaning)[] Parts =
    [
        ("proposals", "What officers proposed and the chair has to decide"),
        ("third-chases", "Organisations that were sent a third reminder"),
        ("deliveries", "Messages that did not arrive, or may not have"),
        ("replies", "Replies that wait to be looked at"),
        ("overdue", "Replies that have become overdue"),
        ("answered", "Replies that have come"),
        ("promises", "Promises that are due or were missed"),
    ];

    public static IEnumerable<MailPlace> All => Parts.SelectMany(p => new MailPlace[]
    {
        new(p.Name, p.Meaning, new MailValue.Items([new("HSC/2023-24/01/1", "Harbour Trust: Lamps on the quay")])) { StandsAlone = true },
        new($"{p.Name}-count", "How many these are", "1"),
    });
}
