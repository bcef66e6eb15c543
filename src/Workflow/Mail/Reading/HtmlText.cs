using System.Net;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>The words of an HTML mail: paragraphs as lines, quotations behind <c>&gt;</c>, links as text; scripts, styles and comments dropped.</summary>
/// <remarks>One pass, no tree, nothing fetched. Text that a style hides is shown: what a person did not see, an officer should.</remarks>
internal sealed class HtmlText(string html)
{
    private const int DeepestQuotation = 20;
    private const int LongestName = 10;
    private const int LongestLink = 2_000;

    private readonly StringBuilder output = new();
    private readonly StringBuilder line = new();
    private int position;
    private int quotation;
    private bool isPreformatted;
    private bool hasGap = true; // nothing was written yet, or an empty line last
    private string link = "";
    private int linkStart;
    private bool quotesFail; // a quotation mark that is never closed was met

    public static string Of(string html) => new HtmlText(html).Read();

    private string Read()
    {
        while (position < html.Length && output.Length < MailLimits.TextCharacters)
        {
            var tag = html.IndexOf('<', position);
            var end = tag < 0 ? html.Length : tag;
            Write(html.AsSpan(position, end - position));
            position = end;
            if (tag >= 0)
            {
                TakeTag();
            }
        }

        Break();
        return output.ToString().TrimEnd('\n') is { Length: > 0 } text ? text + "\n" : "";
    }

    private void TakeTag()
    {
        var next = position + 1 < html.Length ? html[position + 1] : ' ';
        if (html.AsSpan(position).StartsWith("<!--"))
        {
            position = After("-->", position + 4);
        }
        else if (next is '!' or '?')
        {
            position = After(">", position);
        }
        else if (char.IsAsciiLetter(next) || next == '/')
        {
            var close = CloseOf(position);
            var text = html.AsSpan(position + 1, close - position - 1).Trim();
            position = Math.Min(html.Length, close + 1);
            Apply(text);
        }
        else
        {
            Write("<");
            position++;
        }
    }

    private int After(string end, int from) =>
        from < html.Length && html.IndexOf(end, from, StringComparison.Ordinal) is >= 0 and var found ? found + end.Length : html.Length;

    /// <summary>The bracket that closes a tag, not one inside an attribute's quotation marks.</summary>
    private int CloseOf(int from)
    {
        var quote = '\0';
        for (var i = from; i < html.Length && !quotesFail; i++)
        {
            var c = html[i];
            if (quote == '\0' && c == '>')
            {
                return i;
            }

            quote = quote == '\0' ? (c is '"' or '\'' && html[i - 1] is '=' or ' ' ? c : '\0') : c == quote ? '\0' : quote;
        }

        quotesFail = true;
        return html.IndexOf('>', from) is >= 0 and var close ? close : html.Length;
    }

    private void Apply(ReadOnlySpan<char> tag)
    {
        var isEnd = tag.StartsWith("/");
        var name = NameOf(isEnd ? tag[1..] : tag);
        switch (name)
        {
            case "script" or "style" or "title" or "template" or "svg" when !isEnd && !tag.EndsWith("/"):
                position = html.IndexOf("</" + name, position, StringComparison.OrdinalIgnoreCase) is >= 0 and var end ? After(">", end) : html.Length;
                break;
            case "blockquote":
                Gap();
                quotation = Math.Clamp(quotation + (isEnd ? -1 : 1), 0, DeepestQuotation);
                break;
            case "pre":
                Break();
                isPreformatted = !isEnd;
                break;
            case "a":
                EndLink();
                link = isEnd ? "" : Attribute(tag, "href");
                linkStart = line.Length;
                break;
            case "br":
                Break(evenIfEmpty: true);
                break;
            case "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ul" or "ol" or "table" or "hr":
                Gap();
                break;
            case "li" when !isEnd:
                Break();
                line.Append("- ");
                break;
            case "td" or "th" when !isEnd && line.Length > 0:
                line.Append("  ");
                break;
            case "div" or "tr" or "li" or "section" or "article" or "header" or "footer" or "dt" or "dd" or "body":
                Break();
                break;
            default:
                break;
        }
    }

    private static string NameOf(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < Math.Min(tag.Length, LongestName) && char.IsAsciiLetterOrDigit(tag[length]))
        {
            length++;
        }

        return tag[..length].ToString().ToLowerInvariant();
    }

    private static string Attribute(ReadOnlySpan<char> tag, string name)
    {
        var at = tag.IndexOf(name + "=", StringComparison.OrdinalIgnoreCase);
        if (at < 1 || !char.IsWhiteSpace(tag[at - 1]))
        {
            return "";
        }

        var value = tag[(at + name.Length + 1)..];
        var end = value is ['"' or '\'', ..] ? value[1..].IndexOf(value[0]) + 1 : value.IndexOf(' ');
        value = end > 0 ? value[..end] : value;
        return WebUtility.HtmlDecode(value.Trim("\"' ").ToString());
    }

    /// <summary>A link whose words are not its address has the address shown behind them.</summary>
    private void EndLink()
    {
        var isShown = link.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || link.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);
        var address = link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? link["mailto:".Length..] : link;
        if (isShown && address.Length <= LongestLink && !line.ToString(linkStart, line.Length - linkStart).Contains(address.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
        {
            line.Append(" <").Append(address).Append('>');
        }

        link = "";
    }

    private void Write(ReadOnlySpan<char> html)
    {
        if (html.IsEmpty)
        {
            return;
        }

        foreach (var c in WebUtility.HtmlDecode(html.ToString()))
        {
            if (isPreformatted && c == '\n')
            {
                Break(evenIfEmpty: true);
            }
            else if (isPreformatted || !(char.IsWhiteSpace(c) || c == '\u00a0'))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }
    }

    private void Break(bool evenIfEmpty = false)
    {
        var text = isPreformatted ? line.ToString().TrimEnd() : line.ToString().Trim();
        line.Clear();
        linkStart = 0;
        if (text.Length > 0)
        {
            output.Append(Margin).Append(text).Append('\n');
            hasGap = false;
        }
        else if (evenIfEmpty)
        {
            Gap();
        }
    }

    /// <summary>Ends the line and leaves one empty.</summary>
    private void Gap()
    {
        if (line.Length > 0)
        {
            Break();
        }

        if (!hasGap)
        {
            output.Append(Margin.TrimEnd()).Append('\n');
            hasGap = true;
        }
    }

    private string Margin => string.Concat(Enumerable.Repeat("> ", quotation));
}
