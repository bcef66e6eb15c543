using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Tracker.Workflow.Access;
using Tracker.Workflow.Mail;
using Xunit;
using static System.Net.HttpStatusCode;
using static Tracker.Api.Tests.Support.TrackedLetter;

namespace Tracker.Api.Tests;

/// <summary>What messages say, how they look, and where their answers go.</summary>
public sealed class MessageTests
{
    private const string Start = "2023-07-04T09:00Z";
    private const string Words = "Subject: A letter for you: {{reference}}\n\nDear friends, please answer until {{due}}.\n\n{{asks}}\n\n{{link}}\n";

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Templates_OfACommission_AreUsedUntilTheyAreTakenBack(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var first = await IssuedAsync(tracker, Trust);
        var at = await TemplatesAsync(tracker);
        var listed = await tracker.Officer.GetAsync(at);

        var changed = await tracker.Officer.PutAsync($"{at}/letter", new { text = Words }, listed.ETag);
        _ = await IssuedAsync(tracker, Named("Rails on the quay"));
        var own = tracker.Mail.Single(m => m.Subject.StartsWith("A letter for you", StringComparison.Ordinal));
        var back = await tracker.Officer.DeleteAsync($"{at}/letter", changed.ETag);
        _ = await IssuedAsync(tracker, Named("Boats at the quay"));

        Assert.Equal(13, listed.Ok["templates"]!.AsArray().Count);
        Assert.Equal(OK, changed.Status);
        Assert.Equal(Words, changed.Ok["template"]!["own"]!.GetValue<string>());
        Assert.Equal("A letter for you: HSC/2023-24/02/1", own.Subject);
        Assert.Contains("please answer until Friday 11 August 2023.", own.Words, StringComparison.Ordinal);
        Assert.Null(back.Ok["template"]!["own"]);
        Assert.Contains(tracker.Mail, m => m.Subject == "HSC/2023-24/03/1: Boats at the quay");
        Assert.Contains("07-04 HSC/2023-24/01/1", first.MailTo(AddressOf(Trust)));
    }

    [Fact]
    public async Task Templates_ThatCannotWork_AreRefused()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        _ = await IssuedAsync(tracker, Trust);
        var at = await TemplatesAsync(tracker);
        var other = Draft(Wardens);
        other["commission"] = "Markets Scrutiny Commission";
        _ = await IssuedAsync(tracker, other);
        var stranger = await tracker.SignInAsync("officer@markets.test", Role.Officer, "Markets Scrutiny Commission");

        foreach (var (kind, text, rule) in new[]
        {
            ("letter", "Dear friends", "mail.template-subject"), ("letter", $"Subject: {new string('s', 151)}\n\n{{{{link}}}}\n\n{{{{asks}}}}", "mail.template-subject"),
            ("letter", "Subject: x\n\n{{asks}}", "mail.template-placeholder-missing"), ("chase", "Subject: x\n\n{{link}}", "mail.template-placeholder-missing"),
            ("copy", "Subject: x\n\n{{asks}}", "mail.template-placeholder-unknown"), ("letter", Words + "so {{link}}", "mail.template-placeholder-alone"),
            ("letter", Words + new string('x', 20_000), "mail.template-too-long"),
        })
        {
            await tracker.RefusesAsync(() => tracker.Officer.PutAsync($"{at}/{kind}", new { text }, "*"), Conflict, rule);
        }

        await tracker.RefusesAsync(() => tracker.Officer.PutAsync($"{at}/letter", new { text = Words }), (HttpStatusCode)428, "if-match-required");
        await tracker.RefusesAsync(() => tracker.Officer.PutAsync($"{at}/letter", new { text = Words }, "\"77\""), PreconditionFailed, "stale");
        await tracker.RefusesAsync(() => tracker.Officer.PutAsync($"{at}/digest", new { text = Words }, "*"), NotFound, "not-found");
        await tracker.RefusesAsync(() => stranger.PutAsync($"{at}/letter", new { text = Words }, "*"), NotFound, "not-found");
        await tracker.RefusesAsync(() => stranger.GetAsync(at), NotFound, "not-found");
        await tracker.RefusesAsync(() => tracker.Administrator.PostAsync($"{at}/letter/test", new { }), Forbidden, "http-403");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Preview_OfALetter_ShowsItsValuesAndChangesNothing(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var letter = await DraftedAsync(tracker, Draft(Trust, Wardens));
        var at = await TemplatesAsync(tracker);
        var before = await Refusals.SnapshotAsync(tracker);

        var invented = (await tracker.Officer.PostAsync($"{at}/chase/preview", new { })).Ok;
        var drafted = (await tracker.Officer.PostAsync($"{at}/letter/preview", new { letterId = letter.Id })).Ok;
        var tried = (await tracker.Officer.PostAsync($"{at}/letter/preview", new { text = Words, letterId = letter.Id })).Ok;

        Assert.StartsWith("Overdue, reminder 2: ", invented["subject"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("Harbour Scrutiny Commission has written to Harbour Trust about Lamps on the quay.", drafted["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("Mend every lamp within a week.", drafted["html"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("A letter for you: HSC/2023-24/01/1", tried["subject"]!.GetValue<string>());
        Assert.Equal(before, await Refusals.SnapshotAsync(tracker));
    }

    [Fact]
    public async Task Test_OfATemplate_GoesToTheCallerOnly()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        _ = await DraftedAsync(tracker, Draft(Trust));

        var answer = (await tracker.Officer.PostAsync($"{await TemplatesAsync(tracker)}/chase/test", new { })).Ok;
        await tracker.SettleAsync();

        var mail = Assert.Single(tracker.Mail);
        Assert.Equal("<officer@northmere.test>", mail.To);
        Assert.StartsWith("Test: Overdue, reminder 2", mail.Subject, StringComparison.Ordinal);
        Assert.Equal("officer@northmere.test", answer["to"]!.GetValue<string>());
        Assert.Equal(mail.MessageId, answer["messageId"]!.GetValue<string>());
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task SetMail_OfACommission_ShowsInItsMessages(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        _ = await DraftedAsync(tracker, Draft(Trust));
        var at = $"commissions/{await CommissionIdAsync(tracker)}/mail";
        var style = new { from = "post@harbour.test", displayName = "Scrutiny at the Harbour", replyTo = "answers@harbour.test", colour = "#7A1F3D", council = "Northmere Council", footerLines = new[] { "1 Quay Street" } };

        var row = (await tracker.Officer.PutAsync(at, style, "*")).Ok;
        _ = await IssuedAsync(tracker, Named("Rails on the quay"));

        var mail = tracker.Mail[^1];
        Assert.Equal(("#7a1f3d", "answers@harbour.test", "post@harbour.test"), (row["mail"]!["colour"]!.GetValue<string>(), row["mail"]!["replyTo"]!.GetValue<string>(), row["email"]!.GetValue<string>()));
        Assert.Equal("\"Scrutiny at the Harbour\" <post@harbour.test>", mail.Optional("From"));
        Assert.Matches(Tagged("\"Scrutiny at the Harbour\" <answers", "@harbour.test>"), mail.Optional("Reply-To"));
        Assert.Contains("background-color:#7a1f3d", mail.Words.Replace("=3D", "=", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Scrutiny at the Harbour\r\n1 Quay Street", mail.Words, StringComparison.Ordinal);
        Assert.Contains("write to answers@harbour.test and quote", mail.Words, StringComparison.Ordinal);
        var body = await tracker.RefusesAsync(() => tracker.Officer.PutAsync(at, new { colour = "#77aadd" }, "*"), Conflict, "commission.mail-colour");
        Assert.Contains("2.4 to 1", body["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        await tracker.RefusesAsync(() => tracker.Officer.PutAsync(at, new { colour = "red" }, "*"), BadRequest, "invalid");
        await tracker.RefusesAsync(() => tracker.Officer.PutAsync(at, new { replyTo = "a@t.test, b@t.test" }, "*"), BadRequest, "invalid");
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task ReplyAddress_OfLetterAndOrganisation_StaysUntilItIsRotated(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var draft = Draft(Trust, Wardens);
        draft["cc"] = new JsonArray(new JsonObject { ["name"] = "Ward member", ["email"] = "member@harbour.test" });
        var letter = await IssuedAsync(tracker, draft);
        await letter.LiveToAsync("2023-07-29T10:00Z");
        var trust = (await tracker.StoredAsync(db => db.Organisations.SingleAsync(o => o.Name == Trust))).Id;

        var rotated = (await tracker.Officer.PostAsync($"letters/{letter.Id}/organisations/{trust}/reply-address/rotate")).Ok["replyAddress"]!.GetValue<string>();
        await letter.LiveToAsync("2023-08-09T10:00Z");

        var addresses = RepliesTo(tracker, Trust);
        Assert.Equal(4, addresses.Count);
        Assert.Single(addresses.Take(3).Distinct());
        Assert.Matches(Tagged("scrutiny", "@harbour.test"), addresses[0]);
        Assert.Equal(rotated, addresses[3]);
        Assert.NotEqual(addresses[0], addresses[3], StringComparer.Ordinal);
        Assert.Empty(RepliesTo(tracker, Wardens).Intersect(addresses, StringComparer.Ordinal));
        Assert.Null(tracker.Mail.Single(m => m.To.Contains("member@", StringComparison.Ordinal)).Optional("Reply-To"));
        var tags = await tracker.StoredAsync(db => db.Set<ReplyTag>().Where(t => t.OrganisationId == trust).OrderBy(t => t.Number).ToListAsync());
        Assert.Equal([true, false], tags.Select(t => t.RetiredAt is not null));
        Assert.Equal(["scrutiny", "scrutiny"], tags.Select(t => t.Tag).Zip([addresses[0], addresses[3]], (tag, a) => a.Replace($"+{tag}@harbour.test", "", StringComparison.Ordinal)));
        var senders = await tracker.StoredAsync(db => db.Dispatches.Where(d => d.OrganisationId == trust).OrderBy(d => d.Id).Select(d => d.Sender).ToListAsync());
        Assert.Equal(addresses, senders);
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"letters/{letter.Id}/organisations/{letter.Id}/reply-address/rotate"), NotFound, "not-found");
    }

    [Fact]
    public async Task ReplyTags_TurnedOff_LeaveTheAddressAlone()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start, "--Tracker:Mail:ReplyTags=false");
        var letter = await IssuedAsync(tracker, Trust);
        var trust = (await tracker.StoredAsync(db => db.Organisations.SingleAsync(o => o.Name == Trust))).Id;

        Assert.Null(tracker.Mail[0].Optional("Reply-To"));
        Assert.Equal(0, await tracker.StoredAsync(db => db.Set<ReplyTag>().CountAsync()));
        await tracker.RefusesAsync(() => tracker.Officer.PostAsync($"letters/{letter.Id}/organisations/{trust}/reply-address/rotate"), Conflict, "mail.reply-tags-off");
    }

    [Fact]
    public async Task References_OfAReminder_HoldTheFirstAndTheNewestBefore()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var letter = await IssuedAsync(tracker, Trust);
        await letter.LiveToAsync("2023-08-09T10:00Z");

        var ids = tracker.Mail.Select(m => m.MessageId).ToList();

        Assert.Equal([null, ids[0], $"{ids[0]} {ids[1]}", $"{ids[0]} {ids[2]}"], tracker.Mail.Select(m => m.Optional("References")));
        Assert.Equal([null, ids[0], ids[0], ids[0]], tracker.Mail.Select(m => m.InReplyTo));
        Assert.Equal([null, "auto-generated", "auto-generated", "auto-generated"], tracker.Mail.Select(m => m.AutoSubmitted));
        Assert.All(tracker.Mail, m => Assert.Null(m.Optional("List-Unsubscribe")));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task LargeLetter_IsLinkedToAndNotAttached(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start, "--Tracker:Mail:MaxAttachmentBytes=1000");
        var draft = Draft(Trust);
        draft["cc"] = new JsonArray(new JsonObject { ["name"] = "Ward member", ["email"] = "member@harbour.test" });
        var letter = await IssuedAsync(tracker, draft);
        var (copy, mail) = (tracker.Mail.Single(m => m.Subject.StartsWith("Copy", StringComparison.Ordinal)), tracker.Mail.Single(m => !m.Subject.StartsWith("Copy", StringComparison.Ordinal)));
        var address = PdfAddress(mail);

        var version = (await letter.RequestAsync(Trust))["version"]!.ToJsonString();
        using var answer = await tracker.Nobody.Http.GetAsync(address);
        var issued = await tracker.Officer.BytesAsync($"letters/{letter.Id}/document");
        var unchanged = (await letter.RequestAsync(Trust))["version"]!.ToJsonString();
        _ = (await tracker.Chair.PostAsync($"letters/{letter.Id}/correct", new { reason = "A wrong date.", subject = "Lights on the quay" }, "*")).Ok;
        await tracker.SettleAsync();
        using var former = await tracker.Nobody.Http.GetAsync(address);
        var corrected = tracker.Mail.Single(m => m.Subject.StartsWith("Corrected", StringComparison.Ordinal));
        var newest = await tracker.Nobody.Http.GetByteArrayAsync(PdfAddress(corrected));

        Assert.All(tracker.Mail, m => Assert.DoesNotContain("application/pdf", m.Source, StringComparison.Ordinal));
        Assert.Contains("The letter is too large to attach. To get it, write to scrutiny@harbour.test and quote HSC/2023-24/01/1.", copy.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("/respond/", copy.Words, StringComparison.Ordinal);
        Assert.Equal((OK, "application/pdf", "attachment", true), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType, answer.Headers.CacheControl!.NoStore));
        Assert.Equal(issued, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(version, unchanged);
        Assert.Equal(NotFound, former.StatusCode);
        Assert.Equal(await tracker.Officer.BytesAsync($"letters/{letter.Id}/document"), newest);
        using var unknown = await tracker.Nobody.Http.GetAsync($"respond/{new string('0', 64)}/letter.pdf");
        Assert.Equal((NotFound, "text/html"), (unknown.StatusCode, unknown.Content.Headers.ContentType!.MediaType));
    }

    private static Regex Tagged(string before, string after) => new($"^{Regex.Escape(before)}\\+[a-z2-7]{{16}}{Regex.Escape(after)}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static List<string> RepliesTo(TestTracker tracker, string organisation) =>
        [.. tracker.Mail.Where(m => m.To.Contains(AddressOf(organisation), StringComparison.Ordinal)).Select(m => m.Optional("Reply-To")!.Split('<')[1].TrimEnd('>'))];

    private static string PdfAddress(SpooledMessage mail) => Regex.Match(mail.Words, "respond/[0-9a-f]{64}/letter.pdf", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

    private static JsonObject Named(string subject)
    {
        var draft = Draft(Trust);
        draft["subject"] = subject;
        return draft;
    }

    private static async Task<string> CommissionIdAsync(TestTracker tracker) => (await tracker.Officer.GetAsync("commissions")).Ok[0]!["id"]!.GetValue<string>();

    private static async Task<string> TemplatesAsync(TestTracker tracker) => $"commissions/{await CommissionIdAsync(tracker)}/mail/templates";
}
