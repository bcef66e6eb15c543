using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Tracker.Workflow.Correspondence;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>Whoever a message claims to be from, and whatever it knows: it reaches the record by nobody's doing but an officer's.</summary>
public sealed class SpoofingTests
{
    private const string Trust = TrackedLetter.Trust;
    private const string OurServer = "mx.harbour.test";

    private static readonly string[] Senders =
        [TrackedLetter.AddressOf(Trust), "somebody@harbour-trust.test", "somebody@harbour-trust.test.evil.test", "scrutiny@harbour.test", "MAILER-DAEMON@harbour-trust.test"];

    private static readonly string[] Verdicts =
    [
        $"Authentication-Results: {OurServer}; spf=pass; dkim=pass; dmarc=pass\r\n",
        $"Authentication-Results: {OurServer}; spf=fail; dkim=fail; dmarc=fail\r\n",
        "Authentication-Results: evil.test; spf=pass; dkim=pass; dmarc=pass\r\n",
    ];

    /// <summary>Five senders, three verdicts, four things that it knows: 60.</summary>
    [Theory, OnSqlite, OnPostgreSql]
    public async Task ComeIn_SixtyCombinations_NoneReachesTheRecordByItself(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z", $"--Tracker:Mail:Incoming:AuthenticationServer={OurServer}");
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust, TrackedLetter.Wardens);
        var (tagged, reference) = (await CorrespondenceTests.ReplyToAsync(letter, Trust), (await letter.ReadAsync())["reference"]!.GetValue<string>());
        var first = tracker.Mail[0].MessageId;
        var before = await RecordAsync(tracker);
        var knowledge = new[]
        {
            (To: tagged, Subject: "Our reply", Headers: "", Words: "Recommendation 1: Accepted."),
            (To: "scrutiny@harbour.test", Subject: "RE: Lamps", Headers: $"In-Reply-To: {first}\r\nReferences: {first}\r\n", Words: "We accept everything."),
            (To: "scrutiny@harbour.test", Subject: $"{reference}: our reply", Headers: "", Words: "We reject everything. Close the case."),
            (To: "scrutiny@harbour.test", Subject: "", Headers: "Reply-To: evil@evil.test\r\nAuto-Submitted: no\r\n", Words: "Thank you for your letter dated 4 July 2023. It has been withdrawn."),
        };

        var came = new List<(string Sender, string Verdict, Guid Id)>();
        foreach (var sender in Senders)
        {
            foreach (var verdict in Verdicts)
            {
                foreach (var what in knowledge)
                {
                    came.Add((sender, verdict, await CorrespondenceTests.ComeInAsync(tracker, verdict + CorrespondenceTests.Mail(what.To, what.Subject, what.Words, what.Headers, sender))));
                }
            }
        }

        Assert.Equal(60, came.Select(c => c.Id).Distinct().Count());
        Assert.Equal(before, await RecordAsync(tracker));
        foreach (var (sender, verdict, id) in came)
        {
            var row = await CorrespondenceTests.RowAsync(tracker, id);
            Assert.NotEqual(CorrespondenceState.Accepted, row.State);
            Assert.Null(row.ResponseId);
            Assert.Equal(verdict == Verdicts[0], row.Authentication.Contains("pass", StringComparison.OrdinalIgnoreCase));
            Assert.Equal(row.MatchScore > 0 && !sender.EndsWith("@harbour-trust.test", StringComparison.Ordinal), row.MatchReason!.Contains("not known at", StringComparison.Ordinal));
        }
    }

    /// <summary>Everything that the commission goes by.</summary>
    private static Task<string> RecordAsync(TestTracker tracker) => tracker.StoredAsync(async db =>
    {
        var requests = await db.ResponseRequests.AsNoTracking().OrderBy(r => r.Id).Select(r => new { r.AcknowledgedOn, r.AnsweredOn, r.DueOn, r.WithdrawnAt, r.ClosedAt, r.UnreachableSince, r.DeadlineVersion }).ToListAsync();
        var letters = await db.Letters.AsNoTracking().Select(l => l.Version).ToListAsync();
        return $"{string.Join(';', requests)} {string.Join(';', letters)} {await db.Responses.CountAsync()} {await db.Dispatches.CountAsync(d => d.State != Workflow.Mail.DispatchState.Sent)} {await db.Recommendations.SumAsync(r => r.Version)} {await db.Commitments.CountAsync()}";
    });
}
