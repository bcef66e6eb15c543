namespace Tracker.Documents.Writing.Letters;

/// <summary>The letter as plain text: the same words in the same order as the PDF, one line per paragraph, a blank line between.</summary>
public static class LetterText
{
    public static string Write(LetterDocument letter)
    {
        IEnumerable<string?> paragraphs =
        [
            Head(letter.Letterhead),
            Lines(LetterWording.References(letter)),
            letter.To.Count == 0 ? null : Lines(letter.To.Select(LetterWording.OnOneLine).Prepend(LetterWording.To)),
            letter.Salutation,
            LetterWording.Title(letter),
            .. letter.Sections.SelectMany(Section),
            Respond(letter),
            letter.FollowUp,
            LetterWording.Closing(letter.Salutation),
            .. letter.Signatories.Select(signatory => Lines([signatory.Name, signatory.Role])),
            letter.Cc.Count == 0 ? null : Lines(letter.Cc.Select(LetterWording.OnOneLine).Prepend(LetterWording.CopiesTo)),
        ];
        return string.Join("\n\n", paragraphs.Where(LetterWording.IsGiven)) + "\n";
    }

    private static string Head(Letterhead head) => Lines([head.Commission, head.Council, .. head.AddressLines, head.Email]);

    private static IEnumerable<string?> Section(LetterSection section) =>
    [
        section.Heading,
        .. Narrative.Parse(section.Narrative).Select(Block),
        .. section.Recommendations.Select(Recommendation),
    ];

    private static string Block(NarrativeBlock block) => block switch
    {
        NarrativeList list => Lines(list.Items.Select((item, i) => $"{list.LabelOf(i)} {Words(item)}")),
        NarrativeParagraph paragraph => Words(paragraph.Spans),
        _ => throw new InvalidOperationException($"A narrative cannot hold a {block.GetType().Name}."),
    };

    private static string Words(IReadOnlyList<NarrativeSpan> spans) =>
        string.Concat(spans.Select(span => span.Target is null || span.Target == span.Text ? span.Text : $"{span.Text} ({span.Target})"));

    private static string Recommendation(LetterRecommendation recommendation) => Lines(
    [
        recommendation.Number is null ? recommendation.Text : $"{LetterWording.RecommendationLabel(recommendation.Number)} {recommendation.Text}",
        .. recommendation.Parts.Select(part => $"   {LetterWording.PartLabel(part.Label)} {part.Text}"),
        recommendation.AddressedTo.Count == 0 ? null : $"   {LetterWording.For} {LetterWording.NamesOf(recommendation.AddressedTo)}",
    ]);

    private static string Respond(LetterDocument letter) =>
        string.Join(' ', new[] { letter.ResponseDueOn is { } dueOn ? LetterWording.RespondBy(dueOn) : null, letter.HowToRespond }.Where(LetterWording.IsGiven));

    private static string Lines(IEnumerable<string?> lines) => string.Join('\n', lines.Where(LetterWording.IsGiven));
}
