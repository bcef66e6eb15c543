using Tracker.Workflow.Mail;
using Xunit;
using static Tracker.Workflow.Mail.AuthenticationResult;

namespace Tracker.Workflow.Tests.Mail.Reading;

public class AuthenticationVerdictTests
{
    private const string Ours = "mx.brackwater.test";

    [Fact]
    public void Of_Outlook_HasAllThree()
    {
        var verdict = AuthenticationVerdict.Of(Eml.Read("outlook-reply"), "MX.brackwater.test");

        Assert.Equal(new(Pass, Pass, Pass, "Our mail server says: SPF pass, DKIM pass, DMARC pass."), verdict);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("brackwater.test")]
    [InlineData("mx.brackwater.test.evil.test")]
    public void Of_OtherServer_IsNone(string? trusted)
    {
        var verdict = AuthenticationVerdict.Of(Eml.Read("outlook-reply"), trusted);

        Assert.Equal((None, None, None), (verdict.Spf, verdict.Dkim, verdict.Dmarc));
    }

    [Fact]
    public void Of_ForgedBelow_OnlyTheTopmostOfOursCounts()
    {
        var verdict = AuthenticationVerdict.Of(Eml.Of(
            "Authentication-Results: mx.evil.test; dmarc=pass", $"Authentication-Results: {Ours}; spf=softfail; dmarc=fail", $"Authentication-Results: {Ours}; spf=pass; dkim=pass; dmarc=pass", "", "Text."), Ours);

        Assert.Equal((SoftFail, None, Fail), (verdict.Spf, verdict.Dkim, verdict.Dmarc));
    }

    [Theory]
    [InlineData("; none", None)]
    [InlineData(" 1; dmarc = pass", Pass)]
    [InlineData("; dmarc/1=temperror", TempError)]
    [InlineData("; dmarc=bestguesspass", None)]
    [InlineData("; dmarc=7", None)]
    [InlineData("; xdmarc=pass", None)]
    [InlineData("; spf=fail (; dmarc=pass)", None)]
    [InlineData("; spf=fail (a \\) ; dmarc=pass)", None)]
    [InlineData("; spf=fail reason=\"; dmarc=pass\"", None)]
    [InlineData("; spf=fail reason=\"\\\"; dmarc=pass\"", None)]
    [InlineData("; dmarc=fail; dmarc=pass", Fail)]
    [InlineData("; auth=x dmarc=pass", None)]
    [InlineData("; auth=pass smtp.auth=x\rAuthentication-Results: mx.brackwater.test; dmarc=pass", Pass)] // inside our own header a lone CR is white space, and this is what it says
    public void Of_Smuggled_SaysOnlyWhatIsAResult(string rest, AuthenticationResult dmarc) =>
        Assert.Equal(dmarc, AuthenticationVerdict.Of(Eml.WithHeader("Authentication-Results", Ours + rest), Ours).Dmarc);

    [Fact]
    public void Of_LoneCarriageReturn_BeginsNoHeader() =>
        Assert.Equal(None, AuthenticationVerdict.Of(Eml.Of($"X-Spam: a\rAuthentication-Results: {Ours}; dmarc=pass", "", "Text."), Ours).Dmarc);

    [Fact]
    public void Of_SeveralSignatures_OnePassIsEnough() =>
        Assert.Equal(Pass, AuthenticationVerdict.Of(Eml.WithHeader("Authentication-Results", $"{Ours}; dkim=fail header.d=a.test; dkim=pass header.d=b.test"), Ours).Dkim);
}
