using System.Text;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail.Reading;

public class HtmlTextTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines\n")]
    [InlineData("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo\n")]
    [InlineData("a  b\r\n\tc&nbsp;d &amp; &#x177; &lt;b&gt;", "a b c d & ŷ <b>\n")]
    [InlineData("<ul><li>One<li>Two</ul>", "- One\n- Two\n")]
    [InlineData("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1  2\n3\n")]
    [InlineData("<script>alert('<p>x</p>')</script><style>p{}</style><title>t</title><!-- c -->a<![endif]-->", "a\n")]
    [InlineData("a<script>never closed", "a\n")]
    [InlineData("a<!-- never closed", "a\n")]
    [InlineData("<a href=\"https://x.test/?a=1&amp;b=2\">this</a>", "this <https://x.test/?a=1&b=2>\n")]
    [InlineData("<a href='https://x.test/'>https://x.test</a> <a href=mailto:a@b.test>a@b.test</a>", "https://x.test a@b.test\n")]
    [InlineData("<a href=\"javascript:alert(1)\">this</a>", "this\n")]
    [InlineData("<blockquote>One<blockquote>Two</blockquote></blockquote>Three", "> One\n>\n> > Two\n> >\nThree\n")]
    [InlineData("<pre>a  b\n\n  c</pre>", "a  b\n\n  c\n")]
    [InlineData("3 < 4 and 5 > 4", "3 < 4 and 5 > 4\n")]
    [InlineData("<img alt=\"a > b\" src=\"http://x.test/pixel\">a", "a\n")]
    [InlineData("<p title=\"never closed>a</p>b", "a\n\nb\n")]
    [InlineData("<p", "")]
    [InlineData("<", "<\n")]
    [InlineData("</", "")]
    [InlineData("", "")]
    [InlineData("<SPAN STYLE=\"display:none\">hidden</SPAN>", "hidden\n")]
    public void Read_Html_IsText(string html, string text)
    {
        var mail = MimeReader.Read(Encoding.UTF8.GetBytes("Content-Type: text/html; charset=utf-8\n\n" + html));

        Assert.Equal(text, mail.Text);
        Assert.Empty(mail.Problems);
    }
}
