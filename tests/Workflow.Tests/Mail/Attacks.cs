namespace Tracker.Workflow.Tests.Mail;

/// <summary>Texts that try to be more than words: a header, an element, a placeholder, another part of the message.</summary>
internal static class Attacks
{
    private static readonly string[] Breaks =
    [
        "\r\n", "\n", "\r", "\n\r", "\r\r\n", "\r\n\r\n", "\r\n ", "\r\n\t", "\u0085", "\u2028", "\u2029", "\v", "\f", "\0", "\u001b", "\u00ad\r\n", "%0d%0a", "\\r\\n", "=0D=0A", "&#13;&#10;",
        "=?utf-8?Q?=0D=0A?=", "=?utf-8?B?DQo=?=", "?=\r\n", "\"\r\n", ">,\r\n",
    ];

    private static readonly string[] Headers =
    [
        "Bcc: victim@t.test", "To: victim@t.test", "Cc: victim@t.test", "From: chair@t.test", "Subject: Other", "Reply-To: thief@t.test", "Content-Type: text/html", "MIME-Version: 2.0",
        "List-Unsubscribe: <https://evil.test/>", "Message-ID: <x@t.test>", "Auto-Submitted: no", "--=_boundary--", "\r\n<b>body</b>",
    ];

    private static readonly string[] Html =
    [
        "<script>alert(1)</script>", "</p><script>x</script><p>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<a href=\"https://evil.test\">here</a>", "\"><script>x</script>", "'><b>",
        "\" onmouseover=\"x", "' onclick='x", "` onload=`x", "</style><style>*{display:none}</style>", "</title><script>x</script>", "</td></tr></table><table>", "<!--", "-->", "<!--[if mso]><b><![endif]-->", "]]>",
        "<![CDATA[<b>]]>", "<?xml version=\"1.0\"?>", "&lt;b&gt;", "&#60;b&#62;", "&#x3c;script&#x3e;", "&amp;lt;", "<\0b>", "<\u200bb>", "\ufe64b\ufe65", "\uff1cb\uff1e", "<b", "<", ">", "&", "\"", "'", "</html><html>", "<br>",
        "<br/><br />", "<meta http-equiv=refresh content=0>", "<base href=//evil.test>", "<form action=//evil.test>", "<iframe src=//evil.test>", "<link rel=stylesheet href=//evil.test>", "<body onload=x>", "<h1>Pay now</h1>",
        "javascript:alert(1)", "data:text/html,<b>", "vbscript:x", "https://evil.test/\" onclick=\"x", "//evil.test", "https://good.test@evil.test", "file:///etc/passwd", "expression(alert(1))", "url(javascript:x)",
        ";background:url(//evil.test)", "}*{color:red}", "/*", "*/", "\\3c b\\3e", "#fff;x:y", "@import '//evil.test';",
    ];

    private static readonly string[] Templates =
    [
        "{{link}}", "{{asks}}", "{{ link }}", "{{reference}}", "{{unknown}}", "{{", "}}", "{{{{link}}}}", "{{{link}}}", "{{link", "link}}", "{\u200b{link}}", "{{\r\nlink}}", "Subject: Other", "# Heading", "## Heading",
        "\n\n# Heading\n\n{{link}}", "\r\n\r\n{{asks}}\r\n\r\n", "@Model.Secret", "${secret}", "#{secret}", "%(secret)s", "{0}", "<%= secret %>", "$$", "{$x}", "[[x]]", "{% x %}",
    ];

    private static readonly string[] Signs =
    [
        "\u202eevil\u202c", "\u2066a\u2069", "\u200e\u200f\u061c", "\u200b\u200c\u200d\u2060\ufeff", "\u00ad", "\U000e0041\U000e007f", "\ud83d", "\udd25", "a\ud83db", "\udd25\ud83d", "\uffff", "\ufffe", "\ufdd0", "\u0000\u0001\u0002",
        "\u007f\u0080\u009f", "\u3000", "\u00a0", "e\u0301\u0301\u0301\u0301", "\ufdfa", "🔥👩🏽‍🚒", "ŵŷ", "日本語", "\ud800\udc00", "\u1680", "\u180e", "", " ", "\t", ".", "..", ".\r\n.\r\n", "\r\n.\r\nMAIL FROM:<x@t.test>",
        "From here", "\r\nFrom x@t.test", "=", "==", "=\r\n", "=3D", "--", "-- \r\n", "--=_", "\r\n--=_0\r\nContent-Type: text/html\r\n\r\n<b>", "a@b.test, c@d.test", "<a@b.test>", "\"", "\\", "\\\"", "(comment)", ";", ",", ":",
        "=?utf-8?B?PHNjcmlwdD4=?=", "=?utf-8?Q?=3Cb=3E?=", "=?iso-2022-jp?B?GyRC?=", "../../etc/passwd", "C:\\con.pdf", "a.pdf\0.exe", "letter\u202efdp.exe",
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        .. Breaks.SelectMany(b => Headers.Select(h => $"a{b}{h}")), .. Html, .. Templates, .. Signs,
        new('a', 2000), new(' ', 2000), new('<', 3000), string.Concat(Enumerable.Repeat("ŵ🔥", 800)), string.Concat(Enumerable.Repeat("\r\nBcc: v@t.test", 200)), string.Concat(Enumerable.Repeat("{{link}}", 300)),
    ];
}
