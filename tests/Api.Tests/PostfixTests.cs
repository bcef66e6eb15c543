using System.Text;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>A mail server that is not ours: what it takes arrives as it was written, and its delivery reports name what we sent.</summary>
public sealed class PostfixTests
{
    private const string Sender = "scrutiny@brackwater.test";

    [PostfixFact]
    public async Task Carry_ThroughPostfix_ArrivesAndIsReported()
    {
        await using var postfix = await PostfixServer.StartAsync(Sender, "clerk@fire.test");
        var content = "Subject: Reply due\r\n\r\n.one\r\n..two\r\n.\r\nend\r\n";

        var carried = await Carrier(postfix).CarryAsync(
            new(MessageId.Parse("<0198c1a2+7=x@tracker.brackwater.test>"), EmailAddress.Parse("scrutiny+7k2m9x4q@brackwater.test"), [EmailAddress.Parse("clerk@fire.test"), EmailAddress.Parse("gone@fire.test")], Encoding.ASCII.GetBytes(content)),
            _ => Task.CompletedTask,
            CancellationToken.None);

        Assert.All(carried.Recipients, r => Assert.Equal(Fate.Taken, r.Fate));
        var arrived = Assert.Single(await postfix.MailOfAsync("clerk@fire.test", 1));
        Assert.EndsWith(content.ReplaceLineEndings("\n").Split("\n\n", 2)[1], arrived, StringComparison.Ordinal);
        Assert.Contains("by relay.test (Postfix) with ESMTPS", arrived, StringComparison.Ordinal);
        var reports = await postfix.MailOfAsync(Sender, 2);
        Assert.All(reports, report =>
        {
            Assert.Contains("Original-Envelope-Id: 0198c1a2+7=x@tracker.brackwater.test\n", report, StringComparison.Ordinal);
            Assert.Contains("Delivered-To: scrutiny+7k2m9x4q@brackwater.test\n", report, StringComparison.Ordinal);
        });
        Assert.Contains(reports, r => r.Contains("Original-Recipient: rfc822;clerk@fire.test\nAction: delivered", StringComparison.Ordinal));
        Assert.Contains(reports, r => r.Contains("Original-Recipient: rfc822;gone@fire.test\nAction: failed\nStatus: 5.1.1", StringComparison.Ordinal));
    }

    [PostfixFact]
    public async Task Carry_PostfixIsNotTrusted_SendsNothing()
    {
        await using var postfix = await PostfixServer.StartAsync("clerk@fire.test");

        var carried = await new SmtpCarrier(new() { Host = "localhost", Port = postfix.Port }).CarryAsync(
            new(MessageId.Parse("<a@b.test>"), EmailAddress.Parse(Sender), [EmailAddress.Parse("clerk@fire.test")], "Subject: x\r\n\r\n"u8.ToArray()),
            _ => Task.CompletedTask,
            CancellationToken.None);

        Assert.Equal((Fate.Later, true), (carried.Recipients.Single().Fate, carried.ClosesLane));
    }

    /// <summary>The product issues a letter; every message is taken, and arrives where there is a mailbox.</summary>
    [PostfixFact]
    public async Task Issue_ThroughPostfix_ReachesThosePeople()
    {
        await using var postfix = await PostfixServer.StartAsync("scrutiny@council.test", "person1@respondent.test");
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, "2023-07-04T09:00Z", [.. Relay(postfix)]);
        await LetterStory.OfSample.IssueAsync(tracker.Officer, tracker.Chair);

        await tracker.SettleAsync();

        var sent = await tracker.StoredAsync(db => db.Dispatches.AsNoTracking().ToListAsync());
        Assert.All(sent, d => Assert.Equal(DispatchState.Sent, d.State));
        var arrived = Assert.Single(await postfix.MailOfAsync("person1@respondent.test", 1));
        Assert.Contains(sent, d => arrived.Contains($"\nMessage-ID: {d.MessageId}\n", StringComparison.Ordinal));
    }

    private static SmtpCarrier Carrier(PostfixServer postfix) => new(new() { Host = "localhost", Port = postfix.Port, TrustedCertificateFile = postfix.TrustedCertificateFile });

    private static IEnumerable<string> Relay(PostfixServer postfix) =>
    [
        "--Tracker:Mail:Mode=Smtp",
        "--Tracker:Mail:Smtp:Host=localhost",
        $"--Tracker:Mail:Smtp:Port={postfix.Port}",
        $"--Tracker:Mail:Smtp:TrustedCertificateFile={postfix.TrustedCertificateFile}",
    ];
}
