using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Blocks;
using Tracker.Documents.Reading.Dates;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Replies;

/// <summary>
/// Reads a reply beside the recommendations that it may answer. It proposes; a person confirms. An answer is found under a heading, a number or a
/// table row that names its recommendation, or below the recommendation's own words; prose without any of these gives no answers.
/// </summary>
public static class ReplyReader
{
    private static readonly Regex TheirLetter = Pattern.AnyCase(
        @"\b(?:your|the (?:\w+ ){0,5}?(?:commission|committee|panel|board|scrutiny)(?:'s|’s))\s(?:\w+\s){0,2}?(?:letters?|e-?mails?|recommendations?|requests?|reports?|correspondence)\b(?:[^.]{0,120}\bdated|\sof|\sdated|\son|\sfrom|\ssent|\ssent on)\s?(?:the\s)?[*_]{0,3}$");

    private static readonly Regex Reached = Pattern.AnyCase(@"\breceived\b[^.]{0,20}$");

    /// <summary>Reads any text, never throws, and takes time in proportion to its length.</summary>
    /// <param name="text">The reply's words; of an e-mail, only the new ones.</param>
    /// <param name="asked">The recommendations of the letter.</param>
    /// <param name="receivedOn">The day it came: what "by the end of May" counts from when the reply bears no date.</param>
    public static ReplyStructure Read(string text, IReadOnlyList<AskedItem> asked, DateOnly? receivedOn = null)
    {
        var letter = LetterReader.Read(text);
        var outline = Outline.Of(Furniture.Strip(SourceLines.Of(text)));
        var blocks = AnswerBlocks.Of([.. outline.Salutation is null ? Passages.Of(outline.Head) : [], .. outline.Body, .. outline.After], new(asked));
        var writtenOn = letter.Date ?? receivedOn;
        var (answers, places) = Answers(blocks.Drafts, asked, letter.Sender, writtenOn);
        var told = blocks.Told;
        var kind = ReplyKinds.Of(told, places, isWhole: asked.All(item => answers.Exists(answer => answer.Key == item.Key)));
        var log = new EvidenceLog(text);
        return new()
        {
            Kind = log.Note("kind", kind) is { } name ? Enum.Parse<ReplyKind>(name) : null,
            TheirReference = letter.OurRef,
            YourReference = letter.YourRef,
            Date = letter.Date,
            AnswersLetterOf = log.Note("answersLetterOf", LetterOf([.. outline.Head.Where(line => !line.IsBlank).Select(line => new Passage(PassageKind.Prose, [line])), .. outline.Body], writtenOn)),
            ReplyPromised = log.Note("replyPromised", ReplyPromises.OfReply(told, writtenOn)),
            Answers = log.NoteAll("answers", answers.Zip(places, (answer, where) => new Found<ReadAnswer>(answer, where, 0.8))),
            Evidence = [.. letter.Evidence.Where(e => e.Field is "ourRef" or "yourRef" or "date").Select(e => e with { Field = e.Field switch { "ourRef" => "theirReference", "yourRef" => "yourReference", _ => e.Field } }), .. log.Entries],
            Notes = [.. blocks.Notes.Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>One per recommendation or sub-part: of several, the first under a heading of its own.</summary>
    private static (List<ReadAnswer> Answers, List<Extent> Places) Answers(IReadOnlyList<AnswerDraft> drafts, IReadOnlyList<AskedItem> asked, string? sender, DateOnly? writtenOn)
    {
        var read = drafts.Select(draft => (Draft: draft, Said: draft.Read())).Where(each => $"{each.Said.Text}{each.Said.Position}".Any(char.IsLetter))
            .SelectMany(each => each.Draft.Targets.Select(target => (target.Id, each.Draft, each.Said)))
            .ToLookup(each => each.Id);
        var (answers, places) = (new List<ReadAnswer>(), new List<Extent>());
        foreach (var id in asked.SelectMany(item => item.Parts.Select(part => (item.Key, (string?)part.Label)).Prepend((item.Key, null))))
        {
            var found = read[id].OrderBy(each => each.Draft.IsJoint).ToList();
            if (found is [var first, ..])
            {
                var others = found.Skip(1).Any(each => each.Said.Text != first.Said.Text);
                answers.Add(Answer(id, first.Said, sender, writtenOn) with { Note = others ? "The reply answers this more than once; the first under its own heading was taken." : null });
                places.Add(first.Draft.Extent);
            }
        }

        return (answers, places);
    }

    private static ReadAnswer Answer((string Key, string? Part) id, (string Text, string? Position, bool YesOrNo) said, string? sender, DateOnly? writtenOn)
    {
        var position = said.Position is { } stated ? Stated(stated, said.YesOrNo, sender) : Positions.Of(said.Text, sender);
        return new(id.Key, id.Part, said.Text.Any(char.IsLetter) ? said.Text : said.Position ?? "")
        {
            Position = position?.Position,
            PositionWords = position?.Words ?? (said.Position is { Length: > 0 and <= 200 } own ? own : null),
            Promises = ReplyPromises.In(said.Text, writtenOn),
        };
    }

    private static (ReadPosition Position, string Words)? Stated(string words, bool yesOrNo, string? sender) => words.Trim(' ', '.', '*').ToLowerInvariant() switch
    {
        "yes" or "y" when yesOrNo => (ReadPosition.Accepted, words),
        "no" or "n" when yesOrNo => (ReadPosition.Rejected, words),
        _ => Positions.Of(words, sender),
    };

    /// <summary>"your letter of 4 July 2023", "your letter about lamps, dated 4 July"; not the day on which it was received.</summary>
    private static Found<DateOnly>? LetterOf(IEnumerable<Passage> passages, DateOnly? writtenOn)
    {
        foreach (var date in passages.SelectMany(DateFinder.In))
        {
            var before = date.Passage.Text[Math.Max(0, date.Start - 220)..date.Start].TrimEnd();
            if (TheirLetter.IsMatch(before) && !Reached.IsMatch(before) && date.OnOrBefore(writtenOn) is { } day)
            {
                return new(day, date.Where, 0.9);
            }
        }

        return null;
    }
}
