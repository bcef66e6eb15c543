using Tracker.Documents.Reading.Blocks;
using Tracker.Documents.Reading.Dates;
using Tracker.Documents.Reading.Items;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading;

/// <summary>
/// Reads a letter's text into its structure: lines without furniture, then blocks, then dates and items. It proposes; a person confirms.
/// </summary>
public static class LetterReader
{
    /// <summary>Reads any text, never throws, and takes time in proportion to its length.</summary>
    public static LetterStructure Read(string text)
    {
        var lines = Furniture.Strip(SourceLines.Of(text));
        var outline = Outline.Of(lines);
        var head = HeadBlock.Of(outline.Head);
        var (subject, own) = Subject(head, outline);
        var composition = Composition.Of(own);
        var timetable = Timetable.Of(LetterDate.Among(outline.Head, outline.Salutation), [.. SubjectLine(subject), .. composition.Told]);
        var isLetter = outline.Salutation is not null || outline.HasSignOff || head.To.Count > 0 && timetable.Written is not null;
        var kind = Kinds.Of(isLetter, composition, timetable.ResponseDue is not null);
        var log = new EvidenceLog(text);
        return Letter(kind, log, outline, head, timetable) with
        {
            Sender = log.Note("sender", Senders.Of(head, outline.Signatories, text)),
            Subject = log.Note("subject", subject),
            Recommendations = kind is LetterKinds.Letter or LetterKinds.List ? Recommendations(composition, outline, head, log) : [],
            Sections = composition.Sections,
            Evidence = log.Entries,
        };
    }

    private static LetterStructure Letter(string kind, EvidenceLog log, Outline outline, HeadBlock head, Timetable timetable)
    {
        var isDated = kind is LetterKinds.Letter or LetterKinds.Reply;
        return new()
        {
            Kind = kind,
            Signatories = log.NoteAll("signatories", outline.Signatories),
            Recipients = kind == LetterKinds.Other ? [] : log.NoteAll("recipients", Recipients(outline, head)),
            Cc = log.NoteAll("cc", outline.Copies),
            Date = log.Note("date", timetable.Written),
            OurRef = log.Note("ourRef", head.OurRef),
            YourRef = log.Note("yourRef", head.YourRef),
            ResponseDue = kind == LetterKinds.Letter || kind == LetterKinds.List ? log.Note("responseDue", timetable.ResponseDue) : null,
            MeetingDate = isDated ? log.Note("meetingDate", timetable.Meeting) : null,
            FollowUpMeetingDate = isDated ? log.Note("followUpMeetingDate", timetable.FollowUp) : null,
            Salutation = outline.Salutation is { } line ? log.Note("salutation", new Found<string>(line.Words, line.Where, 1)) : null,
            ReplyTo = log.Note("replyTo", head.ReplyTo ?? LoneAddress(head)),
            Warnings = timetable.Warnings,
        };
    }

    /// <summary>In the labelled line of the head, else the heading or short line that opens the letter.</summary>
    private static (Found<string>? Subject, IReadOnlyList<Passage> Own) Subject(HeadBlock head, Outline outline)
    {
        IReadOnlyList<Passage> own = [.. outline.Body, .. outline.After];
        if (head.Subject is not null || outline.Salutation is null || outline.Body is not [var first, _, ..])
        {
            return (head.Subject, own);
        }

        var labelled = Labels.Subject(first.Lines[0]);
        var isSubject = labelled is not null || first.Kind == PassageKind.Heading && !AskCues.IsHeading(first.Plain);
        return isSubject ? (new(labelled ?? first.Plain, first.Where, 0.9), [.. own.Skip(1)]) : (null, own);
    }

    private static IEnumerable<Passage> SubjectLine(Found<string>? subject) =>
        subject is null ? [] : [new(PassageKind.Heading, [new(subject.Value, subject.Where.Start)])];

    private static List<Found<Addressee>> Recipients(Outline outline, HeadBlock head)
    {
        var found = Addressees.Of(head, outline.Salutation);
        return found is [{ Value.Organisation: null } only] && Addressing.Reader(outline.Body) is { } body ? [only with { Value = only.Value with { Organisation = body.Value } }] : found;
    }

    /// <summary>An e-mail address by itself between date and addressees is the sender's.</summary>
    private static Found<string>? LoneAddress(HeadBlock head) =>
        head.To.Count == 0 ? null
        : head.Letterhead.Concat(head.Unlabelled).Where(line => line.Text.Length <= 300)
            .Select(line => People.EmailIn(line.Plain) is { } email ? new Found<string>(email, line.Locate(email), 0.8) : null).FirstOrDefault(found => found is not null);

    private static IReadOnlyList<ReadRecommendation> Recommendations(Composition composition, Outline outline, HeadBlock head, EvidenceLog log)
    {
        var bodies = Addressing.Of(composition.Items, [.. Recipients(outline, head).Select(person => person.Value)]);
        return log.NoteAll("recommendations", composition.Items.Zip(bodies, (item, body) =>
            new Found<ReadRecommendation>(new(item.Number, item.Theme, item.Text, item.Parts, body), item.Where, item.Confidence)));
    }
}
