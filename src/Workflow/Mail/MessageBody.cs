using System.Net;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>A message's words, written once and sent as text and as HTML.</summary>
internal sealed class MessageBody
{
    private readonly StringBuilder text = new();
    private readonly StringBuilder html = new();

    public string Text => text.ToString();

    public string HtmlAs(string title) => $"<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>{Encode(title)}</title></head><body style=\"font-family:Arial,sans-serif;font-size:16px;line-height:1.5\">{html}</body></html>";

    public MessageBody Paragraph(string words)
    {
        text.Append(words).Append("\n\n");
        html.Append("<p>").Append(Encode(words)).Append("</p>");
        return this;
    }

    public MessageBody Link(string words, Uri address)
    {
        text.Append(words).Append(":\n").Append(address).Append("\n\n");
        html.Append("<p><a href=\"").Append(Encode(address.ToString())).Append("\">").Append(Encode(words)).Append("</a></p>");
        return this;
    }

    public MessageBody List(IEnumerable<string> items)
    {
        html.Append("<ul>");
        foreach (var item in items)
        {
            text.Append("- ").Append(item).Append('\n');
            html.Append("<li>").Append(Encode(item)).Append("</li>");
        }

        text.Append('\n');
        html.Append("</ul>");
        return this;
    }

    private static string Encode(string words) => WebUtility.HtmlEncode(words).Replace("\n", "<br>", StringComparison.Ordinal);
}
