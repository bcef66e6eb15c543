using System.Text.RegularExpressions;
using Tracker.Documents.Reading.Dates;
using Tracker.Documents.Reading.Lines;

namespace Tracker.Documents.Reading.Replies;

/// <summary>Finds what an answer promises, sentence by sentence.</summary>
internal static class ReplyPromises
{
    private const int MostSentences = 200;

    private static readonly Regex ToCome = Pattern.AnyCase(@"\b(?:will|shall|(?:have |has )?commit(?:s|ted)? to|aims? to|plans? to|intends? to|undertakes? to|(?:is|are) (?:due )?to be)\b");
    private static readonly Regex Never = Pattern.AnyCase(@"\b(?:will|shall) (?:not|never|no longer|only if)\b|\b(?:if|unless|whether|hope|asked|recommended)\b");

    /// <summary>Who promises: the respondent, not a third party.</summary>
    private static readonly Regex Promiser = Pattern.AnyCase(
        @"\b(?:we|i|officers|(?:the|our|my) (?:[\w'’-]+ ){0,3}?(?:council|force|police|constabulary|team|service|trust|office|department|board|authority|commissioner|mayor|company|agency|partnership|cabinet|director|officers?|staff|unit))\s(?:\w+ly |also |therefore |now |then ){0,2}(?:will|shall|(?:have |has )?commit(?:s|ted)? to|aims? to|plans? to|intends? to|undertakes? to)\b");

    private static readonly Regex Reply = Pattern.AnyCase(
        @"\b(?:(?:repl(?:y|ies)|respon(?:d|se)|answers?|write (?:back )?to you|get back to you|be in touch|come back to you|hear from us|ymateb)\b)");

    /// <summary>The promises of an answer; a sentence without a promiser counts only with a time.</summary>
    /// <param name="text">The answer's words.</param>
    /// <param name="writtenOn">The day of the reply.</param>
    public static IReadOnlyList<ReadPromise> In(string text, DateOnly? writtenOn)
    {
        var found = new List<ReadPromise>();
        foreach (var sentence in Sentences.Of(text).Take(MostSentences).Where(sentence => ToCome.IsMatch(sentence) && !Never.IsMatch(sentence)))
        {
            var when = writtenOn is { } day ? PromisedDates.Read(sentence, day) : null;
            if (when is not null || Promiser.IsMatch(sentence))
            {
                found.Add(new(sentence, when));
            }
        }

        return found;
    }

    /// <summary>When the reply itself is to come: "we will reply by the end of May".</summary>
    public static Found<PromisedDate>? OfReply(IEnumerable<Passage> told, DateOnly? writtenOn)
    {
        if (writtenOn is not { } day)
        {
            return null;
        }

        foreach (var passage in told)
        {
            foreach (var sentence in Sentences.Of(passage.Plain).Take(MostSentences).Where(sentence => ToCome.IsMatch(sentence) && Reply.IsMatch(sentence) && !Never.IsMatch(sentence)))
            {
                if (PromisedDates.Read(sentence, day) is { } when)
                {
                    return new(when, passage.Where, 0.8);
                }
            }
        }

        return null;
    }
}
