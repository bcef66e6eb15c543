using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Blocks;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Items;

/// <summary>Finds the body that each item asks: its subject, else the one body that the whole letter asks.</summary>
internal static class Addressing
{
    private static readonly Regex Lead = Pattern.AnyCase(
        @"^(?:(?:that\s)?(?:we|i|the (?:commission|committee|panel|board|group|review|inquiry))\s(?:(?:would|also|therefore|strongly|further|formally)\s){0,3}(?:recommends?|requests?|asks?|urges?|like|encourages?|call(?:s)? (?:up)?on|invites?|expects?)\s)?(?:that\s)?(?:to see\s)?(?:that\s)?(?:the\s)?");

    private static readonly Regex Question = Pattern.AnyCase(@"^(?:does|do|did|will|can|could|would|has|have|is|are|if|(?:how|when|why|what) (?:does|do|did|will|can|is|are|has|have))\s(?:the\s)?");

    private static readonly Regex Body = Pattern.Exact(
        @"^\p{Lu}[\p{L}\p{Nd}&'’-]*(?:\s(?:(?:of|for|and|the|&)\s){0,2}\p{Lu}[\p{L}\p{Nd}&'’-]*){0,12}");

    private static readonly Regex You = Pattern.Exact(@"\b[Yy]ou \((?<body>\p{Lu}[^()]{1,80})\)");

    /// <summary>"you (NAME)": the letter says whom its reader speaks for.</summary>
    public static Found<string>? Reader(IEnumerable<Passage> passages) =>
        passages.Select(passage => (passage, Match: You.Match(passage.Text))).Where(found => found.Match.Success)
            .Select(found => new Found<string>(found.Match.Groups["body"].Value, found.passage.Locate(found.Match.Groups["body"].Index, found.Match.Groups["body"].Length), 0.7))
            .FirstOrDefault();

    public static IReadOnlyList<string?> Of(IReadOnlyList<AskedItem> items, IReadOnlyList<Addressee> recipients)
    {
        var subjects = items.Select(item => Subject(item.Text)).ToList();
        var alone = OnlyBody(subjects, recipients);
        return [.. items.Zip(subjects, (item, subject) => subject ?? (IsQuestion(item.Text) ? QuestionSubject(item.Text, alone) : null) ?? alone)];
    }

    private static string? OnlyBody(IReadOnlyList<string?> subjects, IReadOnlyList<Addressee> recipients)
    {
        var named = subjects.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var written = recipients.Select(person => person.Organisation).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return recipients.Count > 1 && written.Count != 1 ? null
            : named is [var only] ? only
            : written is [var body] ? body
            : null;
    }

    private static string? Subject(string text) => BodyAt(text, Lead.Match(text).Length);

    private static bool IsQuestion(string text) => Question.IsMatch(text);

    /// <summary>"Does X have a role ...?" asks X, unless the letter asks another all along.</summary>
    private static string? QuestionSubject(string text, string? alone) => alone ?? BodyAt(text, Question.Match(text).Length);

    private static string? BodyAt(string text, int at)
    {
        var rest = text.AsSpan(at, Math.Min(200, text.Length - at)).ToString();
        var body = Body.Match(rest).Value;
        var isPossessive = body.EndsWith("'s", StringComparison.Ordinal) || body.EndsWith("’s", StringComparison.Ordinal);
        return body.Length == 0 || isPossessive || rest.AsSpan(body.Length).StartsWith("'") || !IsBody(body) ? null : body;
    }

    private static bool IsBody(string text) =>
        Bodies.IsAcronym(text) || Bodies.IsOrganisation(text) || Bodies.IsOfficeHolder(text) || Bodies.OpensWithRole(text);
}
