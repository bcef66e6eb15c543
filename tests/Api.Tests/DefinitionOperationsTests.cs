using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Tracker.Api.Tests.Support;
using Tracker.Support;
using Xunit;
using static System.Net.HttpStatusCode;

namespace Tracker.Api.Tests;

/// <summary>Definitions over the API: looked at, checked, kept as drafts, published, taken out again.</summary>
public sealed class DefinitionOperationsTests
{
    private const string Start = "2023-07-04T09:00Z";
    private const string Good = """{ "definitionId": "greeting", "name": "Greeting", "root": { "type": "Elsa.Flowchart", "activities": [ { "id": "Hello", "type": "Elsa.WriteLine", "text": "Hello é" } ], "connections": [] } }""";
    private static readonly string Bad = Good.Replace("Elsa.WriteLine", "Nobody.Knows", StringComparison.Ordinal);

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Definition_FromDraftToVersion_KeepsItsBytes(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Good)).ToArray();

        var imported = await PostAsync(tracker.Chair, "import", bytes);
        var draft = (await tracker.Officer.GetAsync("workflows/definitions/greeting")).Ok;
        var published = (await tracker.Chair.PostAsync("workflows/definitions/greeting/publish")).Ok;
        var again = (await tracker.Chair.PostAsync("workflows/definitions/greeting/publish")).Ok;
        var listed = (await tracker.Officer.GetAsync("workflows/definitions")).Ok["items"]!.AsArray().Single(d => d!["definitionId"]!.ToString() == "greeting")!;
        using var file = await tracker.Officer.Http.GetAsync("api/v1/workflows/definitions/greeting/export?version=1");

        Assert.True(imported.Ok["isPublishable"]!.GetValue<bool>());
        Assert.Equal(("draft", 0), (draft["versions"]![0]!["state"]!.ToString(), draft["versions"]![0]!["version"]!.GetValue<int>()));
        Assert.Equal((1, true, 1, false), (published["version"]!.GetValue<int>(), published["isNew"]!.GetValue<bool>(), again["version"]!.GetValue<int>(), again["isNew"]!.GetValue<bool>()));
        Assert.Equal((1, false, "Greeting"), (listed["version"]!.GetValue<int>(), listed["hasDraft"]!.GetValue<bool>(), listed["name"]!.ToString()));
        Assert.Equal(bytes, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal(("application/json", "greeting-v1.json"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.FileNameStar));
    }

    [Theory]
    [OnSqlite]
    [OnPostgreSql]
    public async Task Definition_WithErrors_IsKeptAsADraftAndNotPublished(Database database)
    {
        await using var tracker = await TestTracker.StartAsync(database, Start);

        var imported = (await PostAsync(tracker.Administrator, "import", Encoding.UTF8.GetBytes(Bad))).Ok;
        var refused = await tracker.RefusesAsync(() => tracker.Administrator.PostAsync("workflows/definitions/greeting/publish"), UnprocessableEntity, "definition.refused");
        var kept = (await tracker.Officer.GetAsync("workflows/definitions/greeting?version=0")).Ok;
        _ = (await PostAsync(tracker.Administrator, "import", Encoding.UTF8.GetBytes(Good))).Ok;
        var mended = (await tracker.Officer.GetAsync("workflows/definitions/greeting")).Ok;

        Assert.False(imported["isPublishable"]!.GetValue<bool>());
        Assert.Equal("Hello", refused["findings"]!.AsArray().Single(f => f!["severity"]!.ToString() == "error")!["nodeId"]!.ToString());
        Assert.NotEmpty(kept["findings"]!.AsArray());
        Assert.Single(mended["versions"]!.AsArray());
        Assert.Empty(mended["findings"]!.AsArray());
    }

    [Fact]
    public async Task Validate_WhateverComes_SaysWhatItFindsAndKeepsNothing()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);

        var good = (await PostAsync(tracker.Officer, "validate", Encoding.UTF8.GetBytes(Good))).Ok;
        var bad = (await PostAsync(tracker.Officer, "validate", Encoding.UTF8.GetBytes(Bad))).Ok;
        var broken = (await PostAsync(tracker.Officer, "validate", "{ not json"u8.ToArray())).Ok;

        Assert.Equal((true, false, false), (Publishable(good), Publishable(bad), Publishable(broken)));
        Assert.StartsWith("This is not JSON", broken["findings"]![0]!["reason"]!.ToString(), StringComparison.Ordinal);
        await tracker.RefusesAsync(() => tracker.Officer.GetAsync("workflows/definitions/greeting"), NotFound, "not-found");

        static bool Publishable(JsonNode result) => result["isPublishable"]!.GetValue<bool>();
    }

    [Fact]
    public async Task Import_WhatIsNoDefinition_IsRefusedWithAReason()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);

        await tracker.RefusesAsync(() => PostAsync(tracker.Chair, "import", "{ not json"u8.ToArray()), UnprocessableEntity, "definition.unreadable");
        await tracker.RefusesAsync(() => PostAsync(tracker.Chair, "import", """{"name":"nameless"}"""u8.ToArray()), UnprocessableEntity, "definition.unreadable");
        await tracker.RefusesAsync(() => PostAsync(tracker.Chair, "import", [0x7b, 0xff, 0x7d]), BadRequest, "request.malformed");
        await tracker.RefusesAsync(() => PostAsync(tracker.Chair, "import", []), BadRequest, "invalid");
        await tracker.RefusesAsync(() => PostAsync(tracker.Chair, "import", Encoding.UTF8.GetBytes(Good + new string(' ', 1_000_000))), BadRequest, "invalid");
        await tracker.RefusesAsync(() => PostAsync(tracker.Chair, "import", new byte[7_000_000]), RequestEntityTooLarge, "request.too-large");
        await tracker.RefusesAsync(() => tracker.Chair.PostAsync("workflows/definitions/nothing/publish"), NotFound, "not-found");
    }

    /// <summary>The files that come with the product do not come back over what was published here since.</summary>
    [Fact]
    public async Task Publish_OverAShippedDefinition_LastsThroughARestart()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var shipped = await tracker.Officer.BytesAsync("workflows/definitions/commitment/export");
        var changed = Encoding.UTF8.GetString(shipped).Replace("\"Commitment\"", "\"Promise\"", StringComparison.Ordinal);

        _ = (await PostAsync(tracker.Chair, "import", Encoding.UTF8.GetBytes(changed))).Ok;
        _ = (await tracker.Chair.PostAsync("workflows/definitions/commitment/publish")).Ok;
        await Workflow.Persistence.Database.PublishAsync(tracker.Service<IServiceProvider>(), Path.Combine(Repository.Root, "workflows"), CancellationToken.None);

        var definition = (await tracker.Officer.GetAsync("workflows/definitions/commitment")).Ok;
        Assert.Equal(["Promise", "Commitment"], definition["versions"]!.AsArray().Select(v => v!["name"]!.ToString()));
    }

    [Fact]
    public async Task List_PageByPage_HasEachDefinitionOnce()
    {
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, Start);
        var ids = new List<string>();

        for (string? after = ""; after is not null;)
        {
            var page = (await tracker.Officer.GetAsync($"workflows/definitions?size=1{(after.Length > 0 ? $"&after={after}" : "")}")).Ok;
            ids.AddRange(page["items"]!.AsArray().Select(d => d!["definitionId"]!.ToString()));
            after = page["next"]?.ToString();
        }

        Assert.Equal(["commitment", "digest", "housekeeping", "incoming-message", "response-request", "scrutiny-letter", "undeliverable"], ids);
    }

    private static async Task<Answer> PostAsync(ApiClient by, string verb, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/workflows/definitions/{verb}") { Content = new ByteArrayContent(body) };
        request.Headers.ExpectContinue = body.Length > 1_000_000;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await by.Http.SendAsync(request);
        return new((HttpStatusCode)(int)response.StatusCode, ETag: null, JsonNode.Parse(await response.Content.ReadAsStringAsync()));
    }
}
