using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>What somebody wrote anew in a reply.</summary>
public static class ReplyText
{
    private const int LongestLine = 1_000; // no line that introduces a quotation is longer
    private const int HeaderLines = 6;

    private static readonly string[] Originals = ["original message", "original appointment", "forwarded message", "neges wreiddiol"];
    private static readonly string[] Froms = ["from:", "oddi wrth:", "*from:*"];
    private static readonly string[] Sents = ["sent:", "date:", "anfonwyd:", "dyddiad:", "*sent:*", "*date:*"];
    private static readonly string[] Attributions = ["wrote:", "writes:", "ysgrifennodd:"];
    private const char Rule = '_'; // Outlook draws a line above its header

    private static readonly string[] Disclaimers =
    [
        "this email and any", "this e-mail and any", "this message and any", "this email is confidential", "this e-mail is confidential", "this email is intended", "the information in this email", "the information contained in this",
        "disclaimer", "caution: this email", "caution - this email", "caution: external", "[external", "mae'r e-bost hwn", "mae'r neges hon", "mae'r wybodaeth yn y neges",
    ];

    /// <summary>The text without quoted history, signature and disclaimers. Answers between quoted lines stay.</summary>
    /// <returns>The whole text when nothing would be left, as when everything stands below a quotation that cannot be told from it.</returns>
    public static string NewWords(string text)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r', ' ', '\t')).ToArray();
        var kept = new List<string>();
        var isDisclaimer = false;
        for (var i = 0; i < lines.Length && !BeginsHistory(lines, i); i++)
        {
            if (lines[i] == "--")
            {
                i = Math.Max(i, NextQuotation(lines, i) - 1); // the signature, up to where a quotation may follow it
                continue;
            }

            isDisclaimer = lines[i].Length > 0 && (isDisclaimer || StartsWithAny(lines[i], Disclaimers));
            var attribution = AttributionLength(lines, i);
            if (attribution > 0 && IsQuotedNext(lines, i + attribution))
            {
                i += attribution - 1;
            }
            else if (!isDisclaimer && !lines[i].StartsWith('>'))
            {
                kept.Add(lines[i]);
            }
        }

        var words = Tidy(kept);
        return words.Length > 0 ? words : text.Trim();
    }

    /// <summary>From here on everything is old, and no sign tells words that were put in between.</summary>
    private static bool BeginsHistory(string[] lines, int at)
    {
        if (IsRule(lines[at]))
        {
            return at + 1 < lines.Length && !IsRule(lines[at + 1]) && BeginsHistory(lines, at + 1); // of a run of rules, the last
        }

        var line = lines[at];
        return line.Length <= LongestLine
            && (IsRuled(line)
                || (StartsWithAny(line, Froms) && lines.Skip(at + 1).Take(HeaderLines).Any(l => StartsWithAny(l, Sents)))
                || (AttributionLength(lines, at) is > 0 and var length && !IsQuotedNext(lines, at + length) && NamesAddressOrTime(lines[at..(at + length)])));
    }

    private static bool IsRule(string line) => line.Length > 9 && line.Length <= LongestLine && line.All(c => c == Rule);

    /// <summary>As programs write it; a person who cites a sentence writes "On 4 July you wrote:".</summary>
    private static bool NamesAddressOrTime(string[] attribution) => attribution.Sum(l => l.Count(c => c is '@' or ':')) > 1;

    /// <summary><c>-----Original Message-----</c>.</summary>
    private static bool IsRuled(string line) =>
        line.StartsWith("--", StringComparison.Ordinal) && line.EndsWith("--", StringComparison.Ordinal)
        && line.Trim('-', ' ') is var words && Originals.Contains(words, StringComparer.OrdinalIgnoreCase);

    /// <summary>How many lines "On Tuesday 4 July Ann Owen wrote:" takes, at most three; 0 when none begins here.</summary>
    private static int AttributionLength(string[] lines, int at)
    {
        if (lines[at].Length > LongestLine || !(lines[at].StartsWith("On ", StringComparison.Ordinal) || lines[at].StartsWith("Ar ", StringComparison.Ordinal)))
        {
            return 0;
        }

        for (var length = 1; length <= 3 && at + length <= lines.Length && lines[at + length - 1].Length > 0; length++)
        {
            if (Attributions.Any(a => lines[at + length - 1].EndsWith(a, StringComparison.OrdinalIgnoreCase)))
            {
                return string.Concat(lines[at..(at + length)]).Any(char.IsAsciiDigit) ? length : 0;
            }
        }

        return 0;
    }

    private static bool IsQuotedNext(string[] lines, int from) => lines.Skip(from).FirstOrDefault(l => l.Length > 0)?.StartsWith('>') == true;

    private static int NextQuotation(string[] lines, int from) => Array.FindIndex(lines, from, l => l.StartsWith('>')) is >= 0 and var found ? found : lines.Length;

    private static bool StartsWithAny(string line, string[] beginnings) =>
        line.TrimStart(' ', '*', '\t').Replace('\u2019', '\'') is var plain && Array.Exists(beginnings, b => plain.StartsWith(b, StringComparison.OrdinalIgnoreCase));

    /// <summary>Without empty lines at either end, and never two of them together.</summary>
    private static string Tidy(List<string> lines)
    {
        var output = new StringBuilder();
        var wasEmpty = false;
        foreach (var line in lines.Where(l => l.Length > 0 || !wasEmpty))
        {
            output.Append(line).Append('\n');
            wasEmpty = line.Length == 0;
        }

        return output.ToString().Trim();
    }
}
