using System.Globalization;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

public class EmailAddressTests
{
    [Theory]
    [InlineData("scrutiny@council.test")]
    [InlineData("reply+7k2m-9x@mail.council.test")]
    [InlineData("o'brien_a/b=c@x--y.test")]
    [InlineData("a@t.test")]
    public void Parse_OneAddress_KeepsIt(string text) => Assert.Equal(text, EmailAddress.Parse(text).ToString());

    [Fact]
    public void Parse_CapitalsInTheDomain_DoNotMatter()
    {
        Assert.Equal(EmailAddress.Parse("A.Clerk@council.test"), EmailAddress.Parse("A.Clerk@Council.TEST"));
        Assert.NotEqual(EmailAddress.Parse("A.Clerk@council.test"), EmailAddress.Parse("a.clerk@council.test"));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a@t.test, c@t.test", "not a list")]
    [InlineData("a@t.test;c@t.test", "not a list")]
    [InlineData("a@t.test\r\nBcc: c@t.test", "line break")]
    [InlineData("a@t.test\n", "line break")]
    [InlineData("a@t.test\u2028", "line break")]
    [InlineData("a@t.test\u2029c@t.test", "line break")]
    [InlineData("a\0@t.test", "control")]
    [InlineData("A Clerk <a@t.test>", "without a name")]
    [InlineData("<a@t.test>", "without a name")]
    [InlineData("\"a@t.test\"@c.test", "without a name")]
    [InlineData("a @t.test", "space")]
    [InlineData(" a@t.test", "space")]
    [InlineData("a\u00a0@t.test", "space")]
    [InlineData("\u202ea@t.test", "outside ASCII")]
    [InlineData("a@t\u0435st.test", "outside ASCII")] // a Cyrillic letter
    [InlineData("a@\uff54.test", "outside ASCII")] // a full-width letter
    [InlineData("a.t.test", "exactly one @")]
    [InlineData("a@c@t.test", "exactly one @")]
    [InlineData("@t.test", "before the @")]
    [InlineData(".a@t.test", "before the @")]
    [InlineData("a.@t.test", "before the @")]
    [InlineData("a..c@t.test", "before the @")]
    [InlineData("a(comment)@t.test", "before the @")]
    [InlineData("a\\c@t.test", "before the @")]
    [InlineData("a@", "domain name")]
    [InlineData("a@localhost", "domain name")]
    [InlineData("a@[127.0.0.1]", "domain name")]
    [InlineData("a@t..test", "domain name")]
    [InlineData("a@t.test.", "domain name")]
    [InlineData("a@-t.test", "domain name")]
    [InlineData("a@t-.test", "domain name")]
    [InlineData("a@t_t.test", "domain name")]
    public void Parse_NotOneAddress_SaysWhatIsWrong(string text, string fault)
    {
        var refused = Assert.Throws<RefusedException>(() => EmailAddress.Parse(text));

        Assert.Equal("mail.address-invalid", refused.Rule);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        Assert.True(text.Length == 0 || !refused.Message.Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(64, 63, true)]
    [InlineData(65, 63, false)]
    [InlineData(64, 64, false)]
    public void FaultOf_LongParts_HoldsTheLimits(int local, int label, bool ok) =>
        Assert.Equal(ok, EmailAddress.FaultOf($"{new string('a', local)}@{new string('b', label)}.test") is null);

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public void FaultOf_LongAddress_HoldsTheLimit(int length, bool ok)
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('b', 61), 3)) + ".tt";
        var text = new string('a', length - 240) + "@" + domain + "." + new string('c', 50);

        Assert.Equal(length.ToString(CultureInfo.InvariantCulture), text.Length.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(ok, EmailAddress.FaultOf(text) is null);
    }

    [Theory]
    [InlineData("a@b", true)]
    [InlineData("<0198c1a2-77@tracker.council.test>", true)]
    [InlineData("", false)]
    [InlineData("@b", false)]
    [InlineData("a@", false)]
    [InlineData("a@b@c", false)]
    [InlineData("a b@c", false)]
    [InlineData("a@b>\r\nBcc: c@t.test", false)]
    [InlineData("a@b\u2028", false)]
    [InlineData("<a@b> <c@d>", false)]
    public void MessageId_Parse_TakesOnlyWhatFitsAHeader(string text, bool ok)
    {
        var error = Record.Exception(() => MessageId.Parse(text));

        Assert.Equal(ok ? null : "mail.message-id-invalid", (error as RefusedException)?.Rule);
        Assert.Equal(ok, error is null);
    }
}
