using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Tracker.Workflow.Correspondence;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>What comes in by mail waits for an officer and changes nothing by itself.</summary>
public sealed class CorrespondenceTests
{
    private const string Trust = TrackedLetter.Trust;
    private const string Wardens = TrackedLetter.Wardens;

    private const string Answers = """
        Dear Chair,

        Thank you for your letter of 4 July 2023.

        Recommendation 1: Accepted. Every lamp will be mended within five days.

        Recommendation 2: Accepted in part. The plan for the north quay is attached.

        Yours sincerely
        Head of the Trust
        """;

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Accept_AReplyToTheTaggedAddress_IsRecordedWithItsLetterAndTheClockStops(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust, Wardens);
        await letter.LiveToAsync("2023-07-20T10:00Z");

        var id = await ComeInAsync(tracker, Mail(await ReplyToAsync(letter, Trust), "Your letter", Answers));
        var shown = (await tracker.Officer.GetAsync($"correspondence/{id}")).Ok;
        var before = await letter.RequestAsync(Trust);
        var accepted = (await tracker.Officer.PostAsync($"correspondence/{id}/accept", new
        {
            letterId = letter.Id,
            reply = new
            {
                organisation = Trust,
                kind = "substantive",
                text = shown["newWords"],
                answers = shown["proposal"]!["answers"]!.AsArray().Select(a => new { recommendation = a!["recommendation"], position = a["position"], text = a["text"], positionWords = a["positionWords"] }),
            },
        }, ifMatch: "*")).Ok;

        Assert.Equal(("waiting", 100, letter.Id), (Text(shown["message"]!, "state"), shown["message"]!["matchScore"]!.GetValue<int>(), shown["message"]!["letterId"]!.GetValue<Guid>()));
        Assert.Equal(["accepted", "acceptedInPart"], shown["proposal"]!["answers"]!.AsArray().Select(a => Text(a!, "position")));
        Assert.Equal("waiting", Text(before, "state"));
        Assert.Equal("accepted", Text(accepted["message"]!, "state"));
        var request = await letter.RequestAsync(Trust);
        Assert.Equal(("answered", "2023-07-20"), (Text(request, "state"), Text(request, "answeredOn")));
        Assert.Equal(id, (await letter.ReadAsync())["responses"]![0]!["incomingMessageId"]!.GetValue<Guid>());
        Assert.Equal(await RawAsync(tracker, id), Encoding.UTF8.GetString(await tracker.Officer.BytesAsync($"correspondence/{id}/raw")));
    }

    [Theory]
    [InlineData("acknowledgement", "acknowledged")]
    [InlineData("holding", "acknowledged")]
    [InlineData("interim", "acknowledged")]
    [InlineData("substantive", "answered")]
    public async Task Accept_AsEachKind_CountsAsAReplyOfThatKindDoes(string kind, string state)
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, "2023-07-04T08:00Z");
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust);
        var id = await ComeInAsync(tracker, Mail(await ReplyToAsync(letter, Trust), "Your letter", "Words."));

        _ = (await tracker.Officer.PostAsync($"correspondence/{id}/accept", new { letterId = letter.Id, reply = new { organisation = Trust, kind } }, ifMatch: "*")).Ok;

        var response = (await letter.ReadAsync())["responses"]![0]!;
        Assert.Equal((kind, id), (Text(response, "kind"), response["incomingMessageId"]!.GetValue<Guid>()));
        Assert.Equal(state, Text(await letter.RequestAsync(Trust), "state"));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Match_EachWayOfNamingTheLetter_ProposesItWithItsReason(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust, Wardens);
        var reference = Text(await letter.ReadAsync(), "reference");
        var first = tracker.Mail.First(m => m.To.Contains(TrackedLetter.AddressOf(Trust), StringComparison.Ordinal)).MessageId;
        var from = TrackedLetter.AddressOf(Trust);

        var byTag = await ComeInAsync(tracker, Mail(await ReplyToAsync(letter, Trust), "no words", "Nothing of use."));
        var byThread = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", "RE: something", "Nothing of use.", $"In-Reply-To: {first}\r\n"));
        var bySubject = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", $"RE: {reference}", "Nothing of use.", from: from));
        var byText = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", "Lamps", $"I write about {reference}.", from: from));
        var byDate = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", "Lamps", "Dear Chair,\r\n\r\nThank you for your letter dated 4 July 2023.\r\n", from: from));
        var byNothing = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", "Lamps", "The lamps on the quay are dark.", from: from));

        var rows = await Task.WhenAll(new[] { byTag, byThread, bySubject, byText, byDate, byNothing }.Select(id => RowAsync(tracker, id)));
        Assert.Equal([100, 80, 60, 50, 40, 0], rows.Select(r => r.MatchScore));
        Assert.All(rows[..5], r => Assert.Equal(letter.Id, r.LetterId));
        Assert.Null(rows[5].LetterId);
        Assert.Equal("Nothing in it names a letter of ours.", rows[5].MatchReason);
    }

    [Theory, OnSqlite]
    public async Task Match_TwoLettersOfOneDay_ProposesNoneAndSaysSo(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        _ = await TrackedLetter.IssuedAsync(tracker, Trust);
        _ = await TrackedLetter.IssuedAsync(tracker, TrackedLetter.Draft(Trust));

        var id = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", "Lamps", "Dear Chair,\r\n\r\nThank you for your letter dated 4 July 2023.\r\n", from: TrackedLetter.AddressOf(Trust)));

        var row = await RowAsync(tracker, id);
        Assert.Null(row.LetterId);
        Assert.StartsWith("2 letters fit equally well", row.MatchReason, StringComparison.Ordinal);
        Assert.NotNull(row.CommissionId);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Waiting_AMessageOfTheOrganisation_HoldsItsChasesUntilItIsTriaged(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust, Wardens);
        await letter.LiveToAsync("2023-08-13T10:00Z");
        var id = await ComeInAsync(tracker, Mail(await ReplyToAsync(letter, Trust), "Your letter", "We shall see."));

        await letter.LiveToAsync("2023-08-22T10:00Z");
        var whileHeld = letter.MailTo(TrackedLetter.AddressOf(Trust)).Count(m => m.Contains("Overdue", StringComparison.Ordinal));
        _ = (await tracker.Officer.PostAsync($"correspondence/{id}/reject", new { reason = "Says nothing." }, ifMatch: "*")).Ok;
        await letter.LiveToAsync("2023-08-24T10:00Z");

        Assert.Equal(0, whileHeld);
        Assert.Equal(2, letter.MailTo(TrackedLetter.AddressOf(Wardens)).Count(m => m.Contains("Overdue", StringComparison.Ordinal)));
        Assert.Equal(1, letter.MailTo(TrackedLetter.AddressOf(Trust)).Count(m => m.Contains("Overdue", StringComparison.Ordinal)));
    }

    /// <summary>Each of two officers sees the other's message as waiting, unless one of them is made to look again.</summary>
    [Theory, OnSqlite, OnPostgreSql]
    public async Task Triage_OfTwoMessagesAtOnce_LetsChasesGoOn(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust);
        var to = await ReplyToAsync(letter, Trust);
        for (var round = 0; round < 5; round++)
        {
            var ids = new[] { await ComeInAsync(tracker, Mail(to, "One", "Words.")), await ComeInAsync(tracker, Mail(to, "Two", "Words.")) };
            Assert.Equal(1, await HeldAsync(tracker));

            var answers = await Task.WhenAll(ids.Select(id => tracker.Officer.PostAsync($"correspondence/{id}/file", new { reason = "Thanks." }, ifMatch: "*")));

            Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
            Assert.Equal(0, await HeldAsync(tracker));
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Receive_TheSameBytesTenTimesAtOnce_IsStoredOnce(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        var raw = Encoding.UTF8.GetBytes(Mail("scrutiny@harbour.test", "Once", "Only once."));

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => tracker.SendAsync(new ReceiveMail.Command(i % 2 == 0 ? "maildir" : "http", $"{i % 3}", raw))));

        Assert.Single(results, r => r.IsNew);
        Assert.Single(results.Select(r => r.Id).Distinct());
        Assert.Equal(1, await tracker.StoredAsync(db => db.IncomingMessages.CountAsync()));
    }

    [Theory, OnSqlite]
    public async Task SetAside_AutomaticRepliesAndOurOwn_HoldNothingAndCanBeTakenUp(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust);
        var replyTo = await ReplyToAsync(letter, Trust);

        var automatic = await ComeInAsync(tracker, Mail(replyTo, "Automatic reply: Lamps", "I am away.", "Auto-Submitted: auto-replied\r\n"));
        var own = await ComeInAsync(tracker, tracker.Mail[0].Source);
        var (sorted, held) = (await SortedAsync(tracker, automatic), await HeldAsync(tracker));
        var taken = (await tracker.Officer.PostAsync($"correspondence/{automatic}/take-up", ifMatch: "*")).Ok;

        Assert.Equal("AutomaticReply: SetAside", sorted);
        Assert.Single(tracker.Mail); // the letter: nothing was answered
        Assert.Equal(CorrespondenceKind.OwnMessage, (await RowAsync(tracker, own)).Kind);
        Assert.Equal(0, held);
        Assert.Equal("waiting", Text(taken, "state"));
        Assert.Equal(1, await HeldAsync(tracker));
    }

    [Theory, OnSqlite]
    public async Task Block_ASender_SetsItsLaterMessagesAside(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        _ = await TrackedLetter.IssuedAsync(tracker, Trust);
        var first = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", "Buy lamps", "Cheap lamps.", from: "sales@lamps.test"));

        _ = (await tracker.Officer.PostAsync($"correspondence/{first}/reject", new { reason = "Advertising.", blockSender = true }, ifMatch: "*")).Ok;
        var second = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", "Buy more lamps", "Cheaper lamps.", from: "Sales@Lamps.test"));
        var blocked = (await tracker.Officer.GetAsync("blocked-senders")).Ok.AsArray();
        _ = (await tracker.Officer.PostAsync($"blocked-senders/{blocked[0]!["id"]}/unblock")).Ok;
        var third = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", "Buy lamps at last", "The cheapest.", from: "sales@lamps.test"));

        Assert.Equal(CorrespondenceKind.BlockedSender, (await RowAsync(tracker, second)).Kind);
        Assert.Equal(CorrespondenceState.Waiting, (await RowAsync(tracker, third)).State);
    }

    [Theory, OnSqlite]
    public async Task Triage_Twice_IsRefusedAndChangesNothing(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        _ = await TrackedLetter.IssuedAsync(tracker, Trust);
        var id = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", "Lamps", "Words."));
        _ = (await tracker.Officer.PostAsync($"correspondence/{id}/file", new { reason = "A thank-you." }, ifMatch: "*")).Ok;

        _ = await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"correspondence/{id}/reject", new { reason = "No." }, ifMatch: "*"), HttpStatusCode.Conflict, "correspondence.triaged");
        _ = await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"correspondence/{id}/take-up", ifMatch: "\"1\""), HttpStatusCode.PreconditionFailed, "stale");
        Assert.Equal(HttpStatusCode.Forbidden, (await tracker.Administrator.GetAsync($"correspondence/{id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await tracker.Chair.PostAsync($"correspondence/{id}/take-up", ifMatch: "*")).Status);
    }

    /// <summary>A mayor's reply to a member, with a reference of its own: it answers no letter of the commission.</summary>
    [SharedTheory]
    [OnSqlite]
    public async Task Match_TheRealReplyToSomebodyElse_IsUnmatched(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2024-02-15T09:00Z");
        _ = await TrackedLetter.IssuedAsync(tracker, With(With(TrackedLetter.Draft(Trust), "date", "2024-02-15"), "responseDue", "2024-04-12"));
        var text = await System.IO.File.ReadAllTextAsync(Path.Combine(Repository.Shared!, "letters", "2024-02-15-mayor-reply.txt"));

        var id = await ComeInAsync(tracker, Mail("scrutiny@harbour.test", "Ridley Road", text, from: "correspondence@mayor.test"));
        var shown = (await tracker.Officer.GetAsync($"correspondence/{id}")).Ok;

        Assert.Equal("waiting", Text(shown["message"]!, "state"));
        Assert.Null(shown["message"]!["letterId"]);
        Assert.Null(shown["proposal"]);
        Assert.Equal(0, await HeldAsync(tracker));
    }

    [Theory, OnSqlite]
    public async Task Correspondence_OfAnotherCommission_IsNotFound(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, "2023-07-04T08:00Z");
        var letter = await TrackedLetter.IssuedAsync(tracker, Trust);
        _ = await TrackedLetter.DraftedAsync(tracker, With(TrackedLetter.Draft(Trust), "commission", "Canal Panel"));
        var id = await ComeInAsync(tracker, Mail(await ReplyToAsync(letter, Trust), "Lamps", "Words."));
        var other = await tracker.SignInAsync("other@northmere.test", Workflow.Access.Role.Officer, "Canal Panel");

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"correspondence/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync($"correspondence/{id}/reject", new { reason = "No." }, ifMatch: "*")).Status);
        Assert.Empty((await other.GetAsync("correspondence")).Ok["items"]!.AsArray());
    }

    internal static async Task<Guid> ComeInAsync(TestTracker tracker, string mail)
    {
        var raw = Encoding.UTF8.GetBytes(mail);
        var result = await tracker.SendAsync(new ReceiveMail.Command("test", NewName(), raw));
        await tracker.SettleAsync();
        return result.Id;
    }

    /// <summary>One that nothing else has.</summary>
    internal static string NewName() => $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}";

    internal static string Mail(string to, string subject, string text, string headers = "", string? from = null) =>
        $"From: Somebody <{from ?? TrackedLetter.AddressOf(Trust)}>\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{NewName()}@elsewhere.test>\r\nDate: Thu, 20 Jul 2023 09:00:00 +0100\r\n{headers}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text.ReplaceLineEndings("\r\n")}\r\n";

    /// <summary>The address that only this organisation has for this letter.</summary>
    internal static async Task<string> ReplyToAsync(TrackedLetter letter, string organisation)
    {
        var id = (await letter.RequestAsync(organisation))["organisationId"]!.GetValue<Guid>();
        var tag = await letter.Tracker.StoredAsync(db => db.Set<ReplyTag>().Where(t => t.LetterId == letter.Id && t.OrganisationId == id && t.RetiredAt == null).Select(t => t.Tag).SingleAsync());
        return $"scrutiny+{tag}@harbour.test";
    }

    internal static Task<IncomingMessage> RowAsync(TestTracker tracker, Guid id) => tracker.StoredAsync(db => db.IncomingMessages.AsNoTracking().SingleAsync(m => m.Id == id));

    private static Task<int> HeldAsync(TestTracker tracker) => tracker.StoredAsync(db => db.ResponseRequests.CountAsync(r => r.ReplyWaitsSince != null));

    /// <summary>What its workflow wrote down.</summary>
    private static Task<string> SortedAsync(TestTracker tracker, Guid id) => tracker.StoredAsync(db => db.Set<WorkflowInstance>().Where(i => i.CorrelationId == id.ToString())
        .Join(db.Set<JournalEntry>().Where(e => e.Kind == JournalKind.Wrote), i => i.Id, e => e.InstanceId, (_, e) => e.Text!).SingleAsync());

    private static async Task<string> RawAsync(TestTracker tracker, Guid id) => Encoding.UTF8.GetString(await tracker.StoredAsync(db => db.Set<RawMail>().Where(r => r.Id == id).Select(r => r.Content).SingleAsync()));

    private static JsonObject With(JsonObject draft, string name, string value)
    {
        draft[name] = value;
        return draft;
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
