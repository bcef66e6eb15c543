using Tracker.Support;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

public sealed class SmtpTlsTests(SinkCertificates certificates) : IClassFixture<SinkCertificates>
{
    [Theory]
    [InlineData(SmtpSecurity.StartTls, "localhost")]
    [InlineData(SmtpSecurity.Tls, "localhost")]
    [InlineData(SmtpSecurity.StartTls, "127.0.0.1")]
    public async Task Carry_TrustedCertificate_GoesEncrypted(SmtpSecurity security, string host)
    {
        using var certificate = certificates.Issue();
        await using var sink = SmtpSink.Start(new() { Certificate = certificate, IsTlsAtOnce = security == SmtpSecurity.Tls });
        var talk = new SmtpTalk(sink.Port) { Security = security, Host = host, TrustedCertificateFile = certificates.AuthorityFile };

        var carried = await talk.CarryAsync(SmtpTalk.Parcel());

        Assert.Equal(Fate.Taken, carried.Recipients.Single().Fate);
        Assert.True(Assert.Single(sink.Taken).WasEncrypted);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task Carry_CertificateOfAnotherHost_IsRefused(SmtpSecurity security) =>
        await RefusedAsync(security, new() { Certificate = certificates.Issue("relay.other.test") }, certificates.AuthorityFile, "name");

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task Carry_CertificateThatHasExpired_IsRefused(SmtpSecurity security) =>
        await RefusedAsync(security, new() { Certificate = certificates.Issue(daysLeft: -1) }, certificates.AuthorityFile, "NotTimeValid");

    [Fact]
    public async Task Carry_CertificateOfAnUnknownAuthority_IsRefused()
    {
        using var others = new SinkCertificates();

        await RefusedAsync(SmtpSecurity.StartTls, new() { Certificate = certificates.Issue() }, trustedFile: null, "TLS");
        await RefusedAsync(SmtpSecurity.StartTls, new() { Certificate = certificates.Issue() }, others.AuthorityFile, "TLS");
    }

    [Fact]
    public async Task Carry_TrustedFileIsMissing_SaysSo() =>
        await RefusedAsync(SmtpSecurity.StartTls, new() { Certificate = certificates.Issue() }, certificates.AuthorityFile + ".none", "trusted certificates");

    /// <summary>As an attacker in the middle would make it look.</summary>
    [Fact]
    public async Task Carry_StartTlsStripped_SendsNothingInPlainText() => await RefusedAsync(SmtpSecurity.StartTls, new(), certificates.AuthorityFile, "does not offer STARTTLS");

    [Fact]
    public async Task Carry_WordsInjectedBeforeTls_AreNotHeard() =>
        await RefusedAsync(SmtpSecurity.StartTls, new() { Certificate = certificates.Issue(), Injected = "250-evil.test\r\n250 AUTH PLAIN" }, certificates.AuthorityFile, "out of turn");

    [Fact]
    public async Task Carry_OffersBeforeTls_DoNotCount()
    {
        using var certificate = certificates.Issue();
        await using var sink = SmtpSink.Start(new() { Certificate = certificate });
        var hellos = 0;
        sink.On = (stage, _) => Task.FromResult(stage == SinkStage.Ehlo && ++hellos == 1 ? SinkDeed.Reply("250-sink.test\r\n250-DSN\r\n250 STARTTLS") : null);

        await new SmtpTalk(sink.Port) { Security = SmtpSecurity.StartTls, TrustedCertificateFile = certificates.AuthorityFile }.CarryAsync(SmtpTalk.Parcel());

        Assert.Equal("", Assert.Single(sink.Taken).Parameters);
    }

    private static async Task RefusedAsync(SmtpSecurity security, SinkOffer offer, string? trustedFile, string said)
    {
        await using var sink = SmtpSink.Start(offer with { IsTlsAtOnce = security == SmtpSecurity.Tls, Mechanisms = "PLAIN" });
        var talk = new SmtpTalk(sink.Port) { Security = security, TrustedCertificateFile = trustedFile, User = "tracker", Password = "open sesame" };

        var carried = await talk.CarryAsync(SmtpTalk.Parcel());

        var recipient = Assert.Single(carried.Recipients);
        Assert.Equal((Fate.Later, true), (recipient.Fate, carried.ClosesLane));
        Assert.Contains(said, recipient.Said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, talk.Begun);
        Assert.DoesNotContain(sink.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal) || c.StartsWith("MAIL", StringComparison.Ordinal));
        offer.Certificate?.Dispose();
    }
}
