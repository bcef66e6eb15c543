using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail.Reading;

public class ReportTests
{
    private const string Id = "tracker.brackwater.test";

    [Fact]
    public void Of_Exchange_NamesMessageAndReason()
    {
        var report = DeliveryReport.Of(Eml.Read("exchange-undeliverable"))!;

        Assert.Equal($"0198c1a2.chase.1@{Id}", report.MessageId);
        Assert.Null(report.EnvelopeId);
        Assert.Equal(new("clerk@fire.test", DeliveryAction.Failed, "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"), Assert.Single(report.Recipients));
    }

    [Fact]
    public void Of_Postfix_KnowsWhomWeAddressedAndTheEnvelope()
    {
        var report = DeliveryReport.Of(Eml.Read("postfix-delayed"))!;

        Assert.Equal($"0198c1a2.chase.1@{Id}", report.MessageId);
        Assert.Equal("0198c1a2-chase-1", report.EnvelopeId);
        Assert.Equal(
            [new("clerk+letters@fire.test", DeliveryAction.Delayed, "4.4.1", "connect to mx.fire.test[192.0.2.9]:25: Connection timed out"), new("chief@fire.test", DeliveryAction.Delivered, "2.0.0", "")],
            report.Recipients);
    }

    [Fact]
    public void Of_Qmail_ReadsTheWords()
    {
        var report = DeliveryReport.Of(Eml.Read("qmail-failure"))!;

        Assert.Equal($"0198c1a2.chase.2@{Id}", report.MessageId);
        Assert.Equal(
            [new("chief@trust.test", DeliveryAction.Failed, "5.1.1", "Sorry, no mailbox here by that name. (#5.1.1)"), new("deputy@trust.test", DeliveryAction.Delayed, "4.2.2", "User's mailbox is full. (#4.2.2)")],
            report.Recipients);
    }

    [Fact]
    public void Of_Exim_ReadsTheHeader()
    {
        var report = DeliveryReport.Of(Eml.Read("exim-failure"))!;

        Assert.Equal($"0198c1a2.chase.3@{Id}", report.MessageId);
        Assert.Equal(("clerk@parish.test", DeliveryAction.Failed, "5.7.1"), (report.Recipients[0].Address, report.Recipients[0].Action, report.Recipients[0].Status));
    }

    /// <summary>The example of RFC 3464, appendix E, with several recipients.</summary>
    [Fact]
    public void Of_StandardExample_HasEveryRecipient()
    {
        var report = DeliveryReport.Of(Eml.Of(
            "From: MAILER-DAEMON@cs.utk.test", "Content-Type: multipart/report; report-type=delivery-status; boundary=JAA13167.773673707/CS.UTK.TEST", "",
            "--JAA13167.773673707/CS.UTK.TEST", "content-type: message/delivery-status", "",
            "Reporting-MTA: dns; cs.utk.test", "",
            "Original-Recipient: rfc822;arathib@vnet.test", "Final-Recipient: rfc822;arathib@vnet.test", "Action: failed", "Status: 5.0.0 (permanent failure)", "Diagnostic-Code: smtp;", "  550 'arathib@vnet.test' is not a registered gateway user", "Remote-MTA: dns; vnet.test", "",
            "Original-Recipient: rfc822;johnh@hpnjld.test", "Final-Recipient: rfc822;johnh@hpnjld.test", "Action: delayed", "Status: 4.0.0 (hpnjld.test: host name lookup failure)", "",
            "Original-Recipient: rfc822;wsnell@sdcc13.test", "Final-Recipient: rfc822;wsnell@sdcc13.test", "Action: failed", "Status: 5.0.0", "Diagnostic-Code: smtp; 550 user unknown", "Remote-MTA: dns; sdcc13.test", "",
            "--JAA13167.773673707/CS.UTK.TEST", "Content-Type: message/rfc822", "", "Message-ID: <original@cs.utk.test>", "", "[original message goes here]", "",
            "--JAA13167.773673707/CS.UTK.TEST--"))!;

        Assert.Equal("original@cs.utk.test", report.MessageId);
        Assert.Equal("arathib@vnet.test Failed 5.0.0, johnh@hpnjld.test Delayed 4.0.0, wsnell@sdcc13.test Failed 5.0.0", string.Join(", ", report.Recipients.Select(r => $"{r.Address} {r.Action} {r.Status}")));
        Assert.Equal("550 'arathib@vnet.test' is not a registered gateway user", report.Recipients[0].Diagnostic);
    }

    [Theory]
    [InlineData("outlook-reply")]
    [InlineData("gmail-inline-answers")]
    [InlineData("out-of-office-welsh")]
    [InlineData("forwarded-as-file")]
    public void Of_OtherMail_IsNoReport(string name) => Assert.Null(DeliveryReport.Of(Eml.Read(name)));

    [Theory]
    [InlineData("Auto-Submitted", "auto-replied; owner-email=\"a@b.test\"", true)]
    [InlineData("Auto-Submitted", "auto-generated (rejected)", true)]
    [InlineData("Auto-Submitted", "No", false)]
    [InlineData("X-Auto-Response-Suppress", "All", false)]
    [InlineData("X-Autoreply", "yes", true)]
    [InlineData("X-Autoreply", "no", false)]
    [InlineData("X-Autorespond", "vacation", true)]
    [InlineData("Precedence", "bulk", true)]
    [InlineData("Precedence", "first-class", false)]
    [InlineData("List-Id", "<news.county.test>", false)] // a commission's own address may be a list
    [InlineData("Precedence", "list", false)]
    [InlineData("Return-Path", "<>", true)]
    [InlineData("Return-Path", "<ann@fire.test>", false)]
    [InlineData("Content-Type", "multipart/report; report-type=disposition-notification", true)]
    [InlineData("Subject", "Automatic reply: Flood defences", true)]
    [InlineData("Subject", "Out of Office", true)]
    [InlineData("Subject", "Out of Office: Flood defences", true)]
    [InlineData("Subject", "Out of office until 7 August", true)]
    [InlineData("Subject", "Out of Office AutoReply: Flood", true)]
    [InlineData("Subject", "Ateb awtomatig: Amddiffynfeydd", true)]
    [InlineData("Subject", "Allan o\u2019r swyddfa", true)] // encoded below
    [InlineData("Subject", "Re: Automatic reply: Flood defences", false)]
    [InlineData("Subject", "Out of office arrangements in July", false)]
    [InlineData("Subject", "Flood defences", false)]
    public void WhyOf_OneHeader_TellsProgramsFromPeople(string name, string value, bool isAutomatic) =>
        Assert.Equal(isAutomatic, AutomaticMail.WhyOf(Eml.WithHeader(name, value.Replace("\u2019", "=?utf-8?Q?=E2=80=99?=", StringComparison.Ordinal))) is not null);

    [Fact]
    public void WhyOf_WordsInsideTheText_AreAPersons() =>
        Assert.Null(AutomaticMail.WhyOf(Eml.Of("From: ann@fire.test", "Subject: Flood defences", "", "I am out of office until Monday; this is an automatic reply in all but name.")));

    [Fact]
    public void WhyOf_WelshReply_SaysWhy()
    {
        var mail = Eml.Read("out-of-office-welsh");

        Assert.Equal("It is an automatic reply: Auto-Submitted: auto-replied.", AutomaticMail.WhyOf(mail));
        Assert.Equal("Ateb awtomatig: Amddiffynfeydd llifogydd ar lan y dŵr", mail.Subject);
        Assert.Equal("Rwyf allan o’r swyddfa tan 7 Awst.\n", mail.Text);
    }
}
