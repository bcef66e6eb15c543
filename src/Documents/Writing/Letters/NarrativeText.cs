using System.Text.RegularExpressions;

namespace Tracker.Documents.Writing.Letters;

/// <summary>Reads bold, italic and links inside one paragraph of Markdown. What does not close stays as it was typed.</summary>
internal static partial class NarrativeText
{
    public static IReadOnlyList<NarrativeSpan> Parse(string text) => [.. Joined(Parse(text, new("")))];

    private static IEnumerable<NarrativeSpan> Parse(string text, NarrativeSpan style)
    {
        var plainFrom = 0;
        foreach (var match in Inline().Matches(text).Cast<Match>())
        {
            if (match.Index > plainFrom)
            {
                yield return style with { Text = text[plainFrom..match.Index] };
            }

            foreach (var span in Read(match, style))
            {
                yield return span;
            }

            plainFrom = match.Index + match.Length;
        }

        if (plainFrom < text.Length)
        {
            yield return style with { Text = text[plainFrom..] };
        }
    }

    private static IEnumerable<NarrativeSpan> Read(Match match, NarrativeSpan style) => match.Groups switch
    {
        var groups when groups["escaped"].Success => [style with { Text = groups["escaped"].Value }],
        var groups when groups["bold"].Success => Parse(groups["bold"].Value, style with { Bold = true }),
        var groups when groups["italic"].Success => Parse(groups["italic"].Value, style with { Italic = true }),
        var groups when groups["target"].Success => [style with { Text = groups["words"].Value, Target = groups["target"].Value }],
        var groups => [style with { Text = groups["bare"].Value, Target = groups["bare"].Value }],
    };

    private static IEnumerable<NarrativeSpan> Joined(IEnumerable<NarrativeSpan> spans)
    {
        NarrativeSpan? pending = null;
        foreach (var span in spans)
        {
            if (pending is not null && pending with { Text = "" } == span with { Text = "" } && span.Target is null)
            {
                pending = pending with { Text = pending.Text + span.Text };
                continue;
            }

            if (pending is not null)
            {
                yield return pending;
            }

            pending = span;
        }

        if (pending is not null)
        {
            yield return pending;
        }
    }

    [GeneratedRegex(
        """
        \\(?<escaped>[!-/:-@\[-`{-~])
        | \[(?<words>[^\[\]]+)\]\((?<target>(?:https?://|mailto:)[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)
        | <(?<bare>https?://[^\s<>]+)>
        | (?<bare>\bhttps?://[^\s<>]*[^\s<>.,;:!?'"()\]*_])
        | \*\*(?=\S)(?<bold>.+?)(?<=\S)\*\*(?!\*)
        | (?<!\w)__(?=\S)(?<bold>.+?)(?<=\S)__(?!\w)
        | \*(?=[^\s*])(?<italic>(?:[^*]|\*\*[^*]+\*\*)+?)(?<=\S)\*(?!\*)
        | (?<!\w)_(?=[^\s_])(?<italic>.+?)(?<=\S)_(?!\w)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inline();
}
