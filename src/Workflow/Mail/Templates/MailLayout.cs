using System.Globalization;
using System.Net;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>A part of a message, filled and ready to be written.</summary>
internal abstract record MailBlock
{
    /// <param name="Level">0 for a paragraph, 1 and 2 for headings.</param>
    /// <param name="Text">Its words.</param>
    internal sealed record Words(int Level, string Text) : MailBlock;

    internal sealed record List(IReadOnlyList<MailItem> Items) : MailBlock;

    internal sealed record Link(MailValue.Link To) : MailBlock;
}

/// <summary>Writes the parts of a message as text and as HTML.</summary>
/// <remarks>
/// The HTML is for Outlook on a desk as well as for a phone in the dark: one column of at most 600 pixels, tables for layout only, styles where each
/// program reads them, no picture, nothing fetched. Every value is encoded; no value can make an element or an attribute.
/// </remarks>
internal static class MailLayout
{
    private const string Fonts = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    private const string Table = "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

    private const string Head = """
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <style>
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (max-width: 480px) { .side { padding-left: 20px !important; padding-right: 20px !important; } }
        @media (prefers-color-scheme: dark) {
          .page { background-color: #121416 !important; }
          .card { background-color: #1e2124 !important; }
          .words, .words p, .words li, .words h1, .words h2 { color: #eceff1 !important; }
          .quiet, .quiet p, .words p.quiet { color: #b4bbc1 !important; }
          .line { border-color: #43494e !important; }
          a.address { color: #9ecbff !important; }
        }
        </style>
        """;

    public static string Text(IReadOnlyList<MailBlock> blocks, MailFace face)
    {
        var output = new StringBuilder();
        foreach (var block in blocks)
        {
            output.Append(block switch
            {
                MailBlock.Words { Level: 2 } heading => $"{Safe(heading.Text)}\n",
                MailBlock.Words words => $"{Safe(words.Text)}\n\n",
                MailBlock.Link link => $"{Safe(link.To.Text)}:\n{link.To.Address.AbsoluteUri}\n\n",
                MailBlock.List list => string.Concat(list.Items.Select(TextOf)) + "\n",
                _ => "",
            });
        }

        return output.Append(string.Join('\n', face.FooterAndName.Select(Safe))).Append('\n').ToString();
    }

    public static string Html(string title, IReadOnlyList<MailBlock> blocks, MailFace face)
    {
        var content = new StringBuilder();
        if (!blocks.Any(b => b is MailBlock.Words { Level: 1 }))
        {
            content.Append(HtmlOf(new MailBlock.Words(1, title), face)); // whoever listens to the message needs a heading to start from
        }

        foreach (var block in blocks)
        {
            content.Append(HtmlOf(block, face)).Append('\n');
        }

        return $"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            {Head}
            <title>{Encoded(title)}</title>
            </head>
            <body class="page" style="margin:0;padding:0;background-color:#eef0f2">
            {Table} width="100%" class="page" style="background-color:#eef0f2"><tr><td align="center" style="padding:0">
            <!--[if mso]>{Table} width="600"><tr><td><![endif]-->
            {Table} width="100%" class="card" style="max-width:600px;background-color:#ffffff">
            <tr><td class="side" style="background-color:{face.Colour};padding:14px 32px;{Fonts}font-size:16px;line-height:22px;font-weight:bold;color:#ffffff">{Encoded(face.Name)}</td></tr>
            <tr><td class="side words" align="left" style="padding:24px 32px 8px 32px;{Fonts}font-size:17px;line-height:26px;color:#1a1d1f">
            {content}</td></tr>
            <tr><td class="side quiet" align="left" style="padding:0 32px 28px 32px;{Fonts}font-size:14px;line-height:21px;color:#555c62">
            <p class="line quiet" style="margin:8px 0 0 0;padding:14px 0 0 0;border-top:1px solid #cfd4d8">{string.Join("<br>", face.FooterAndName.Select(Encoded))}</p>
            </td></tr>
            </table>
            <!--[if mso]></td></tr></table><![endif]-->
            </td></tr></table>
            </body>
            </html>

            """;
    }

    private static string TextOf(MailItem item)
    {
        var lines = new[] { item.Label.Length == 0 ? item.Text : $"{item.Label}: {item.Text}" }.Concat(item.Lines).SelectMany(l => Safe(l).Split('\n'));
        return $"- {string.Join("\n  ", lines)}\n";
    }

    private static string HtmlOf(MailBlock block, MailFace face) => block switch
    {
        MailBlock.Words { Level: 1 } heading => $"<h1 style=\"margin:0 0 16px 0;font-size:25px;line-height:31px;font-weight:bold;color:#1a1d1f\">{Encoded(heading.Text)}</h1>",
        MailBlock.Words { Level: 2 } heading => $"<h2 style=\"margin:28px 0 8px 0;font-size:19px;line-height:26px;font-weight:bold;color:#1a1d1f\">{Encoded(heading.Text)}</h2>",
        MailBlock.Words words => $"<p style=\"margin:0 0 16px 0\">{Encoded(words.Text)}</p>",
        MailBlock.List list => $"<ul style=\"margin:0 0 16px 0;{(list.Items.All(i => i.Label.Length > 0) ? "padding:0;list-style-type:none" : "padding:0 0 0 22px")}\">{string.Concat(list.Items.Select(HtmlOf))}</ul>",
        MailBlock.Link { To: { IsButton: true } button } => ButtonOf(button, face),
        MailBlock.Link { To: var link } => $"<p style=\"margin:0 0 16px 0\">{Encoded(link.Text)}:<br>{AddressOf(link.Address)}</p>",
        _ => "",
    };

    private static string HtmlOf(MailItem item)
    {
        var text = item.Label.Length == 0 ? Encoded(item.Text) : $"<strong>{Encoded(item.Label)}:</strong> {Encoded(item.Text)}";
        return $"<li style=\"margin:0 0 10px 0\">{text}{string.Concat(item.Lines.Select(l => $"<br>{Encoded(l)}"))}</li>";
    }

    /// <summary>The cell has the colour and the padding, because Outlook gives a link neither.</summary>
    private static string ButtonOf(MailValue.Link link, MailFace face)
    {
        var address = Encoded(link.Address.AbsoluteUri);
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Table} style="margin:0 0 8px 0"><tr><td align="center" bgcolor="{face.Colour}" style="background-color:{face.Colour};border-radius:6px;padding:13px 26px">
            <a href="{address}" style="{Fonts}font-size:18px;line-height:24px;font-weight:bold;color:#ffffff;text-decoration:none;display:inline-block">{Encoded(link.Text)}</a></td></tr></table>
            <p class="quiet" style="margin:0 0 18px 0;font-size:13px;line-height:19px;color:#555c62">If the button does not work, open this address:<br>{AddressOf(link.Address)}</p>
            """);
    }

    private static string AddressOf(Uri address) =>
        $"<a class=\"address\" href=\"{Encoded(address.AbsoluteUri)}\" style=\"color:#0b4f8a;word-break:break-all;overflow-wrap:anywhere\">{Encoded(address.AbsoluteUri)}</a>";

    private static string Encoded(string words) => WebUtility.HtmlEncode(Safe(words)).Replace("\n", "<br>", StringComparison.Ordinal);

    private static string Safe(string words) => SafeText.Lines(words).Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
