using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>Reads a header of addresses: names, quotes, comments, groups, routes and the semicolons of Outlook.</summary>
/// <remarks>Encoded words are decoded only after the structure is known, so that a decoded name never makes an address.</remarks>
internal sealed class AddressList
{
    private readonly string value;
    private readonly MailProblems problems;
    private readonly List<ReadMailbox> mailboxes = [];
    private readonly StringBuilder phrase = new(); // with the contents of its quotes
    private readonly StringBuilder bare = new(); // with the quotes, as an address has them
    private string comment = "";
    private string? address;
    private bool hasAt;
    private int position;
    private string hopeless = ""; // opening characters whose close was looked for in vain

    private AddressList(string value, MailProblems problems)
    {
        this.value = value;
        this.problems = problems;
    }

    public static IReadOnlyList<ReadMailbox> Read(string value, MailProblems problems)
    {
        var list = new AddressList(value, problems);
        while (list.position < value.Length && list.mailboxes.Count < MailLimits.Mailboxes)
        {
            list.TakeOne();
        }

        list.End();
        if (list.position < value.Length)
        {
            problems.Add($"A header field has more than {MailLimits.Mailboxes} addresses; the last were left out.");
        }

        return list.mailboxes;
    }

    private void TakeOne()
    {
        var c = value[position];
        var close = c is '"' or '(' or '<' && !hopeless.Contains(c, StringComparison.Ordinal) ? CloseOf(c) : -1;
        if (close < 0 && (c is '"' or '(' or '<'))
        {
            hopeless = hopeless.Replace(c.ToString(), "", StringComparison.Ordinal) + c;
        }

        var inside = close < 0 ? "" : value[(position + 1)..close];
        switch (c)
        {
            case ',' or ';':
                End();
                break;
            case ':' when !hasAt:
                Clear(); // the name of a group
                break;
            case '"' when close >= 0:
                phrase.Append(Unquoted(inside));
                bare.Append('"').Append(inside).Append('"');
                break;
            case '(' when close >= 0:
                comment = Unquoted(inside);
                break;
            case '<':
                TakeAngle(ref close);
                break;
            default:
                hasAt |= c == '@';
                phrase.Append(c);
                bare.Append(c);
                break;
        }

        position = Math.Max(position, close) + 1;
    }

    /// <summary>What stands in brackets, without a route. A second one is another mailbox: two senders must not look like one.</summary>
    private void TakeAngle(ref int close)
    {
        if (address is not null)
        {
            End();
        }

        var end = close;
        if (close < 0)
        {
            end = value.AsSpan(position).IndexOfAny(',', ';') is >= 0 and var stop ? position + stop : value.Length;
            close = end - 1;
        }

        var inside = value[(position + 1)..end];
        address = Plain(inside.StartsWith('@') ? inside[(inside.LastIndexOf(':') + 1)..] : inside);
    }

    private int CloseOf(char open)
    {
        var depth = 0;
        for (var i = position; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\\' && open != '<')
            {
                i++;
            }
            else if (i > position && ((open == '"' && c == '"') || (open == '<' && c == '>')))
            {
                return i;
            }
            else if (open == '(' && c is '(' or ')')
            {
                depth += c == '(' ? 1 : -1;
                if (depth == 0)
                {
                    return i;
                }
            }
        }

        return -1;
    }

    private void End()
    {
        var text = phrase.ToString().Trim();
        var at = address ?? (hasAt ? Plain(bare.ToString()) : "");
        var name = address is null && at.Length > 0 ? comment : text.Length > 0 ? text : comment;
        if (at.Length > 0 || name.Length > 0)
        {
            mailboxes.Add(new(Shown(name), at));
        }

        Clear();
    }

    private void Clear()
    {
        phrase.Clear();
        bare.Clear();
        (comment, address, hasAt) = ("", null, false);
    }

    /// <summary>Outlook puts a name in apostrophes when it has only the address.</summary>
    private string Shown(string name) => SafeText.Line(HeaderWords.Decode(name, problems)) is var line && line is ['\'', .. var inside, '\''] ? inside.Trim() : line;

    private static string Unquoted(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            i += text[i] == '\\' && i + 1 < text.Length ? 1 : 0;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }

    /// <summary>White space beside a dot or an at sign means nothing; any other makes it no address, which is for the caller to find.</summary>
    private static string Plain(string text)
    {
        var parts = SafeText.Line(text).Split('@', StringSplitOptions.TrimEntries).Select(half => string.Join('.', half.Split('.', StringSplitOptions.TrimEntries)));
        return string.Join('@', parts);
    }
}
