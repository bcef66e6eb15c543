using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Tracker.Support;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;
using Xunit;
using Database = Tracker.Support.Database;

namespace Tracker.Api.Tests;

/// <summary>A database of the first version is brought up to date without losing what is in it.</summary>
public sealed class UpgradeTests
{
    private static readonly Guid Letter = Guid.Parse("0189000000007000800000000000000a");

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Migrate_FromTheFirstVersion_KeepsLettersAndTheirResponses(Database kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = Open(kind, database.ConnectionString);
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync("Initial");
        foreach (var row in FirstVersion(kind))
        {
            await db.Database.ExecuteSqlRawAsync(row);
        }

        await migrator.MigrateAsync();

        var letter = await db.Letters.AsNoTracking().Include(l => l.Recommendations).ThenInclude(r => r.Addressees).Include(l => l.ResponseRequests).SingleAsync(l => l.Id == Letter);
        var request = Assert.Single(letter.ResponseRequests);
        Assert.Equal((1, LetterOrigin.Issued), (letter.Edition, letter.Origin));
        Assert.Equal((1, letter.CommissionId, new DateOnly(2023, 8, 11)), (request.Round, request.CommissionId, request.AwaitedOn));
        Assert.Empty(request.Questions);
        Assert.Equal((View.Open, letter.CommissionId), (letter.Recommendations[0].Addressees[0].View, letter.Recommendations[0].Addressees[0].CommissionId));
        Assert.Equal([1, 2], await db.Responses.OrderBy(r => r.RecordedAt).Select(r => r.Number).ToListAsync());
        var file = await db.Set<IssuedPdf>().AsNoTracking().SingleAsync();
        Assert.Equal((1, 3, letter.IssuedAt), (file.Edition, file.Content.Length, (DateTimeOffset?)file.FixedAt));
    }

    private static TrackerDb Open(Database kind, string connectionString) => kind == Database.Sqlite
        ? new SqliteTrackerDb(new DbContextOptionsBuilder<SqliteTrackerDb>().UseSqlite(connectionString).Options)
        : new PostgreSqlTrackerDb(new DbContextOptionsBuilder<PostgreSqlTrackerDb>().UseNpgsql(connectionString).Options);

    /// <summary>One letter to one organisation with two responses, as the first version stored them.</summary>
    private static IEnumerable<string> FirstVersion(Database kind)
    {
        var (commission, @case, organisation, recommendation, request) = (Of(1), Of(2), Of(3), Of(4), Of(5));
        var letter = Text(Letter);
        var (on, later) = (At("2023-07-04T09:00:00Z"), At("2023-07-05T09:00:00Z"));
        var bytes = kind == Database.Sqlite ? "x'010203'" : @"'\x010203'";
        yield return $$$"""INSERT INTO "Commission" ("Id","Name","AddressLines","Email","Ladder","Version") VALUES ({{{commission}}},'Harbour Commission','[]','a@harbour.test','{{}}',1)""";
        yield return $"""INSERT INTO "Case" ("Id","CommissionId","Subject","Reference") VALUES ({@case},{commission},'Lamps','HC/2023-24/01')""";
        yield return $"""INSERT INTO "Organisation" ("Id","Name","Aliases","Members","Contacts","Version") VALUES ({organisation},'Harbour Trust','[]','[]','[]',1)""";
        yield return $$$"""
            INSERT INTO "ScrutinyLetter" ("Id","CommissionId","CaseId","Reference","Subject","Date","ResponseRule","To","Cc","Signatories","Sections","Duties","Struck","IssuedAt","IssuedOn","ResponseCount","Version")
            VALUES ({{{letter}}},{{{commission}}},{{{@case}}},'HC/2023-24/01/1','Lamps','2023-07-04','{{"kind":"fixed-date","on":"2023-08-11"}}','[]','[]','[]','[]','[]','[]',{{{on}}},'2023-07-04',2,3)
            """;
        yield return $"""INSERT INTO "Recommendation" ("Id","LetterId","Order","Kind","Text","Parts") VALUES ({recommendation},{letter},1,'Recommendation','Mend it.','[]')""";
        yield return $"""INSERT INTO "RecommendationAddressee" ("RecommendationId","OrganisationId") VALUES ({recommendation},{organisation})""";
        yield return $"""
            INSERT INTO "ResponseRequest" ("Id","LetterId","OrganisationId","IssuedOn","Ledger","DueOn","OriginalDueOn","DeadlineVersion","RemindedUntil","OverdueVersion","Struck","Version")
            VALUES ({request},{letter},{organisation},'2023-07-04','[]','2023-08-11','2023-08-11',1,{on},0,'[]',1)
            """;
        yield return $"""INSERT INTO "IssuedPdf" ("LetterId","Content") VALUES ({letter},{bytes})""";
        foreach (var (id, at) in new[] { (Of(7), later), (Of(6), on) })
        {
            yield return $"""
                INSERT INTO "Response" ("Id","LetterId","OrganisationId","SpeaksFor","Kind","ReceivedOn","RecordedAt","RecordedBy") VALUES ({id},{letter},{organisation},'[]','Holding','2023-07-04',{at},'officer')
                """;
        }

        string At(string instant)
        {
            var moment = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
            return kind == Database.Sqlite ? ((moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10).ToString(CultureInfo.InvariantCulture) : $"'{moment:O}'";
        }

        static string Of(int number) => Text(Guid.Parse($"01890000000070008000{number:000000000000}"));
        static string Text(Guid id) => $"'{id.ToString().ToUpperInvariant()}'";
    }
}
