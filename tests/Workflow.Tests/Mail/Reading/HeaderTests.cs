using System.Globalization;
using System.Text;
using Xunit;

namespace Tracker.Workflow.Tests.Mail.Reading;

public class HeaderTests
{
    /// <summary>The examples of RFC 2047, section 8, and what mail makes of them.</summary>
    [Theory]
    [InlineData("=?ISO-8859-1?Q?a?=", "a")]
    [InlineData("=?ISO-8859-1?Q?a?= b", "a b")]
    [InlineData("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab")]
    [InlineData("=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=", "ab")]
    [InlineData("=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=", "ab")]
    [InlineData("=?ISO-8859-1?Q?a_b?=", "a b")]
    [InlineData("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b")]
    [InlineData("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=", "If you can read this you understand the example.")]
    [InlineData("=?US-ASCII?Q?Keith_Moore?=", "Keith Moore")]
    [InlineData("=?ISO-8859-1?Q?Andr=E9?= Pirard", "André Pirard")]
    [InlineData("=?utf-8?Q?t=C5?= =?utf-8?Q?=B7?=", "tŷ")] // a character in two words
    [InlineData("=?utf-8?B?dMU=?= =?utf-8?Q?=B7?=", "tŷ")]
    [InlineData("=?utf-8*cy?Q?t=C5=B7?=", "tŷ")]
    [InlineData("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab")]
    [InlineData("a=?utf-8?Q?b?=c", "abc")]
    [InlineData("=?utf-8?Q?a b?=", "a b")]
    [InlineData("=?utf-8?B?dMW3?", "=?utf-8?B?dMW3?")] // no end
    [InlineData("=?utf-8?X?a?=", "=?utf-8?X?a?=")]
    [InlineData("=?utf-8?Q?=ZZ=4?=", "=ZZ=4")]
    [InlineData("=?utf-8?B?dMW3", "=?utf-8?B?dMW3")]
    [InlineData("=?utf-8?B?dM*W3?=", "tŷ")]
    [InlineData("=?=?=?=?=", "=?=?=?=?=")]
    [InlineData("=?x-nobody?Q?caf=E9?=", "café")]
    [InlineData("=?utf-7?Q?+AOk-?=", "+AOk-")]
    [InlineData("=?iso-2022-jp?B?GyRCN29MPhsoQg==?=", "件名")]
    [InlineData("=?koi8-r?B?8NLJ18XU?=", "Привет")]
    [InlineData("=?utf-8?Q?a=0D=0AX-Evil:_1?=", "a X-Evil: 1")]
    [InlineData("=?utf-8?B?4oCuZ3Bq4oCL?=", "gpj")]
    [InlineData("caf\u00e9 \u0096 x", "café – x")] // bytes of Windows-1252
    [InlineData("t\u00c5\u00b7", "tŷ")] // bytes of UTF-8
    public void Read_Subject_IsDecoded(string raw, string subject) => Assert.Equal(subject, Eml.WithHeader("Subject", raw).Subject);

    /// <summary>The examples of RFC 2231, and what mail makes of them.</summary>
    [Theory]
    [InlineData("filename*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "This is ___fun___")]
    [InlineData("filename*0*=us-ascii'en'This%20is%20even%20more%20;\r\n filename*1*=%2A%2A%2Afun%2A%2A%2A%20;\r\n filename*2=\"isn't it!\"", "This is even more ___fun___ isn't it!")]
    [InlineData("filename*1=\"b.pdf\"; filename*0=\"a-\"", "a-b.pdf")]
    [InlineData("filename*0*=utf-8''t%C5; filename*1*=%B7.pdf", "tŷ.pdf")]
    [InlineData("filename*0=a; filename*2=c", "a")]
    [InlineData("filename=\"plain.pdf\"; filename*=utf-8''t%C5%B7.pdf", "tŷ.pdf")]
    [InlineData("filename*=iso-8859-1''caf%E9.pdf", "café.pdf")]
    [InlineData("filename*=nocharset%20here.pdf", "nocharset here.pdf")]
    [InlineData("filename*=x-nobody''caf%E9.pdf", "café.pdf")]
    [InlineData("filename=My long file.pdf; size=3", "My long file.pdf")]
    [InlineData("filename=\"a;b\\\"c.pdf\"", "a;b_c.pdf")]
    [InlineData("filename=\"C:\\Users\\ann\\reply.pdf\"", "C__Users_ann_reply.pdf")]
    [InlineData("filename=\"=?utf-8?Q?t=C5=B7?=.pdf\"", "tŷ.pdf")]
    [InlineData("filename=\"unclosed.pdf", "unclosed.pdf")]
    [InlineData("filename=\"../../etc/passwd\"", "_.._etc_passwd")]
    [InlineData("filename=\"\"", "attachment")]
    [InlineData("FileName = \"spaced.pdf\" ; x", "spaced.pdf")]
    [InlineData("filename=\"=?utf-8?B?aW52b2ljZeKArmZkcC5leGU=?=\"", "invoicefdp.exe")]
    [InlineData("", "attachment-1.pdf")]
    public void Read_FileName_IsDecodedAndSafe(string parameters, string name) =>
        Assert.Equal(name, Eml.Of("Content-Type: application/pdf", $"Content-Disposition: attachment; {parameters}", "", "x").Attachments[0].FileName);

    [Fact]
    public void Read_EndlessFileName_IsCutAndKeepsItsEnding()
    {
        var mail = Eml.Of("Content-Type: application/pdf; name=" + new string('x', 2000) + ".pdf", "", "x");

        Assert.Equal(new string('x', 246) + ".pdf", mail.Attachments[0].FileName);
        Assert.Single(mail.Problems);
    }

    [Theory]
    [InlineData("Tue, 4 Jul 2023 10:00:59 +0100", "2023-07-04T09:00:59Z")]
    [InlineData("4 Jul 2023 10:00 +0100 (BST)", "2023-07-04T09:00:00Z")]
    [InlineData("Wednesday, 4 July 2023 10:00:00 BST", "2023-07-04T09:00:00Z")]
    [InlineData("Fri, 21 Nov 97 09:55:06 EST", "1997-11-21T14:55:06Z")]
    [InlineData("21 Nov 23 09(comment):  55  :  06 -0600", null)]
    [InlineData("21 Nov 123 09:55:06 PDT", "2023-11-21T16:55:06Z")]
    [InlineData("21 Nov 2023 09:55:06 Z", "2023-11-21T09:55:06Z")]
    [InlineData("21 Nov 2023 09:55:06 UT", "2023-11-21T09:55:06Z")]
    [InlineData("21 Nov 2023 09:55:06 K", "2023-11-21T09:55:06Z")] // military zones mean nothing, says RFC 5322
    [InlineData("21 Nov 2023 09:55:06 -0000", "2023-11-21T09:55:06Z")]
    [InlineData("21 Nov 2023 09:55:06 GMT+01:00", "2023-11-21T08:55:06Z")]
    [InlineData("21 Nov 2023 09:55:06 +9999", "2023-11-21T09:55:06Z")]
    [InlineData("21-Nov-2023 09:55:60 GMT", "2023-11-21T09:55:59Z")]
    [InlineData("Tue Nov 21 09:55:06 2023", "2023-11-21T09:55:06Z")]
    [InlineData("Tue Nov 21 09:55:06 GMT 2023", "2023-11-21T09:55:06Z")]
    [InlineData("Tue, 21 Nov 2023 9.55.06 +0000", "2023-11-21T09:55:06Z")]
    [InlineData("Nov 21, 2023 9:55:06 PM", "2023-11-21T21:55:06Z")]
    [InlineData("2023-11-21T09:55:06+01:00", "2023-11-21T08:55:06Z")]
    [InlineData("2023-11-21 09:55:06", "2023-11-21T09:55:06Z")]
    [InlineData("31 Feb 2023 10:00 +0000", null)]
    [InlineData("21 Nov 2023", null)]
    [InlineData("21 Nov 2023 25:00 +0000", null)]
    [InlineData("1 Jan 0001 00:00 +1400", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    public void Read_Date_IsAnInstantOrNothing(string raw, string? instant) =>
        Assert.Equal(instant is null ? null : DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), Eml.WithHeader("Date", raw).Date);

    [Theory]
    [InlineData("a@b.test", "|a@b.test")]
    [InlineData("<a@b.test>", "|a@b.test")]
    [InlineData("Ann <a@b.test>", "Ann|a@b.test")]
    [InlineData("\"Ann \\\"A\\\" Owen\" <a@b.test>", "Ann \"A\" Owen|a@b.test")]
    [InlineData("a@b.test (Ann (A) Owen)", "Ann (A) Owen|a@b.test")]
    [InlineData("Ann Owen; Ben Price <b@c.test>", "Ann Owen|;Ben Price|b@c.test")]
    [InlineData("A Group:Ed <ed@a.test>,joe@b.test;, x@c.test", "Ed|ed@a.test;|joe@b.test;|x@c.test")]
    [InlineData("Undisclosed recipients:;", "")]
    [InlineData("=?utf-8?Q?a=40evil.test=3E=2C?= <a@b.test>", "a@evil.test>,|a@b.test")] // no address comes out of a decoded name
    [InlineData("\"boss@council.test\" <a@evil.test>", "boss@council.test|a@evil.test")]
    [InlineData("boss@council.test <a@evil.test>", "boss@council.test|a@evil.test")]
    [InlineData("<boss@council.test> <a@evil.test>", "|boss@council.test;|a@evil.test")]
    [InlineData("\"john doe\"@b.test", "|\"john doe\"@b.test")]
    [InlineData("\"Ann <a@b.test>", "\"Ann|a@b.test")]
    [InlineData("Ann (unclosed <a@b.test>", "Ann (unclosed|a@b.test")]
    [InlineData("Ann <a@b.test", "Ann|a@b.test")]
    [InlineData("Ann <a@b.test, c@d.test", "Ann|a@b.test;|c@d.test")]
    [InlineData("a b@c.test", "|a b@c.test")]
    [InlineData("'Ann' <a@b.test>", "Ann|a@b.test")]
    [InlineData(",,;,", "")]
    [InlineData("<>", "")]
    public void Read_Addresses_AreTakenApart(string raw, string expected) =>
        Assert.Equal(expected, string.Join(';', Eml.WithHeader("From", raw).From.Select(m => $"{m.Name}|{m.Address}")));

    [Theory]
    [InlineData("<a@b.test>", "a@b.test")]
    [InlineData("Your message of Tuesday <a@b.test> (was: <c@d.test>)", "a@b.test c@d.test")]
    [InlineData("<a@b.test><a@b.test>\r\n\t<c@d.test", "a@b.test")]
    [InlineData("a@b.test", "a@b.test")]
    [InlineData("<long.\r\n id@b.test>", "long.id@b.test")]
    [InlineData("=?utf-8?Q?=3Ca=40b=2Etest=3E?=", "a@b.test")]
    [InlineData("<<a@b.test>>", "a@b.test")]
    [InlineData("nothing", "")]
    public void Read_References_AreIds(string raw, string ids) => Assert.Equal(ids, string.Join(' ', Eml.WithHeader("References", raw).References));

    [Fact]
    public void Read_EightBitWithUnknownCharset_SaysSo()
    {
        var mail = Eml.Of("Content-Type: text/plain; charset=klingon", "", "caf\u00e9");

        Assert.Equal("café", mail.Text);
        Assert.Equal("The charset klingon is not known; the text was read as UTF-8 or Latin-1.", Assert.Single(mail.Problems));
    }

    [Fact]
    public void Read_TooManyAndTooLong_IsCutAndSaid()
    {
        var mail = Eml.Of([.. Enumerable.Range(0, 3000).Select(i => $"X-{i}: a"), "Subject: late", "", "Text."]);
        var endless = Eml.Of("Subject: " + new string('x', 200_000), "From: a@b.test", "", "Text.");

        Assert.Equal((2000, "", "Text."), (mail.Headers.Count, mail.Subject, mail.Text));
        Assert.Equal("There are too many header fields; the last were left out.", Assert.Single(mail.Problems));
        Assert.Equal((100_000, "a@b.test"), (Encoding.UTF8.GetByteCount("Subject: " + endless.Subject), endless.From[0].Address));
        Assert.Equal("A header field is too long and was cut off.", Assert.Single(endless.Problems));
    }
}
