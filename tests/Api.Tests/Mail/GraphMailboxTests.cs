using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Api.Tests.Mail;

public class GraphMailboxTests
{
    [Fact]
    public async Task Collect_ThreePages_StoresEachThenMarksItAsRead()
    {
        await using var graph = await FakeGraph.StartAsync(messages: 250);

        var concern = await graph.CollectAsync();

        Assert.Null(concern);
        Assert.Equal(250, graph.Stored.Count);
        Assert.Equal("From: a@b.test\r\n\r\nMessage 7", graph.Stored["id 7/="]);
        Assert.Empty(graph.Unread);
        Assert.Equal(1, graph.SignIns);
        Assert.Null(await graph.CollectAsync());
        Assert.Equal(250, graph.Stored.Count);
    }

    [Fact]
    public async Task Collect_NotStored_StaysUnread()
    {
        await using var graph = await FakeGraph.StartAsync(messages: 2);

        await Assert.ThrowsAsync<MailSourceException>(() => graph.CollectAsync((_, id, _, _) => id == "id 0/=" ? throw new IOException("full") : Task.CompletedTask));

        Assert.Equal(["id 0/="], graph.Unread);
    }

    [Fact]
    public async Task Collect_CrashBeforeItIsMarked_BringsTheSameIdAgain()
    {
        await using var graph = await FakeGraph.StartAsync(messages: 1);
        graph.Fails = request => request.Method == "PATCH" ? 503 : null;

        await Assert.ThrowsAsync<MailSourceException>(() => graph.CollectAsync());
        graph.Fails = _ => null;
        await graph.CollectAsync();

        Assert.Equal(2, graph.Deliveries);
        Assert.Single(graph.Stored);
        Assert.Empty(graph.Unread);
    }

    [Theory]
    [InlineData(429, "Microsoft Graph is busy or has a fault (429).", 17)]
    [InlineData(503, "Microsoft Graph is busy or has a fault (503).", 17)]
    [InlineData(403, "Microsoft Graph refuses us the mailbox (403): check that the application has the permission Mail.ReadWrite for it.", null)]
    [InlineData(404, "Microsoft Graph does not find the mailbox or its inbox.", null)]
    [InlineData(200, "Microsoft Graph gave an answer that cannot be read.", null)] // with other words
    public async Task Collect_Refused_SaysWhatAndWhenToComeBack(int status, string words, int? seconds)
    {
        await using var graph = await FakeGraph.StartAsync(messages: 1);
        graph.Fails = request => request.Path.Value!.Contains("inbox", StringComparison.Ordinal) ? status : null;

        var fault = await Assert.ThrowsAsync<MailSourceException>(() => graph.CollectAsync());

        Assert.Equal(words, fault.Message);
        Assert.Equal(seconds, fault.After?.TotalSeconds);
        Assert.Empty(graph.Stored);
    }

    [Fact]
    public async Task Collect_SignInRefused_NamesTheSettings()
    {
        await using var graph = await FakeGraph.StartAsync(messages: 1);
        graph.Fails = request => request.Path.Value!.EndsWith("token", StringComparison.Ordinal) ? 401 : null;

        var fault = await Assert.ThrowsAsync<MailSourceException>(() => graph.CollectAsync());

        Assert.Contains("ClientSecret", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collect_GraphIsAway_IsSaid()
    {
        var graph = await FakeGraph.StartAsync(messages: 1);
        await graph.CollectAsync();
        await graph.DisposeAsync();

        var fault = await Assert.ThrowsAsync<MailSourceException>(() => graph.CollectAsync());

        Assert.Equal("Microsoft Graph cannot be reached or does not answer.", fault.Message);
    }

    [Fact]
    public async Task Collect_GoneTooLargeOrEmpty_LeavesItAndTakesTheOthers()
    {
        await using var graph = await FakeGraph.StartAsync(messages: 4);
        graph.Fails = request => request.Path.Value!.Contains("id 0", StringComparison.Ordinal) ? 404 : null;
        graph.Contents["id 1/="] = new byte[FakeGraph.MostBytes + 1];
        graph.Contents["id 2/="] = [];

        var concern = await graph.CollectAsync();
        var deliveries = graph.Deliveries;
        var again = await graph.CollectAsync();

        Assert.Equal("2 unread in the mailbox cannot be taken, because they are too large or empty: read them there.", concern);
        Assert.Equal("id 3/=", Assert.Single(graph.Stored).Key);
        Assert.Equal((concern, deliveries), (again, graph.Deliveries)); // they are not fetched again and again
    }

    /// <summary>As much of Microsoft's sign-in and Graph as a mailbox needs.</summary>
    private sealed class FakeGraph : IAsyncDisposable
    {
        public const int MostBytes = 100_000;
        private const int PageSize = 100;
        private readonly WebApplication app;
        private GraphMailbox mailbox = null!;

        private FakeGraph(WebApplication app) => this.app = app;

        public Dictionary<string, byte[]> Contents { get; } = new(StringComparer.Ordinal);

        public List<string> Unread { get; } = [];

        public Dictionary<string, string> Stored { get; } = new(StringComparer.Ordinal);

        public int Deliveries { get; private set; }

        public int SignIns { get; private set; }

        /// <summary>The status with which a request fails.</summary>
        public Func<HttpRequest, int?> Fails { get; set; } = _ => null;

        public static async Task<FakeGraph> StartAsync(int messages)
        {
            var builder = WebApplication.CreateBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var graph = new FakeGraph(builder.Build());
            for (var i = 0; i < messages; i++)
            {
                graph.Unread.Add($"id {i}/=");
                graph.Contents[$"id {i}/="] = Encoding.ASCII.GetBytes($"From: a@b.test\r\n\r\nMessage {i}");
            }

            graph.app.Use(graph.AnswerAsync);
            await graph.app.StartAsync();
            var address = new Uri(graph.app.Urls.First());
            var settings = new GraphSettings("tenant", "client", "the-secret", EmailAddress.Parse("scrutiny@council.test")) { SignInAddress = address, BaseAddress = new(address, "v1.0/") };
            var http = new HttpClient { MaxResponseContentBufferSize = MostBytes };
            graph.mailbox = new(new(http, settings, TimeProvider.System), TimeProvider.System, NullLogger<GraphMailbox>.Instance);
            return graph;
        }

        public Task<string?> CollectAsync(StoreMail? store = null) => mailbox.CollectAsync(store ?? StoreAsync, CancellationToken.None);

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private Task StoreAsync(string source, string sourceId, byte[] raw, CancellationToken cancellationToken)
        {
            Assert.Equal("graph", source);
            Deliveries++;
            Stored[sourceId] = Encoding.ASCII.GetString(raw);
            return Task.CompletedTask;
        }

        private async Task AnswerAsync(HttpContext context, RequestDelegate next)
        {
            var (request, response) = (context.Request, context.Response);
            var path = request.Path.Value!;
            if (Fails(request) is { } status)
            {
                response.StatusCode = status;
                response.Headers.RetryAfter = "17";
                await response.WriteAsync("not what was asked for");
            }
            else if (path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal))
            {
                SignIns++;
                var form = await request.ReadFormAsync();
                Assert.Equal("the-secret", form["client_secret"]);
                await response.WriteAsJsonAsync(new { access_token = "token-1", expires_in = 3600 });
            }
            else if (request.Headers.Authorization != "Bearer token-1")
            {
                response.StatusCode = 401;
            }
            else
            {
                await AnswerMailboxAsync(request, response, path);
            }
        }

        private async Task AnswerMailboxAsync(HttpRequest request, HttpResponse response, string path)
        {
            const string mailbox = "/v1.0/users/scrutiny@council.test/";
            Assert.StartsWith(mailbox, path, StringComparison.Ordinal);
            var id = Uri.UnescapeDataString(path[mailbox.Length..].Replace("messages/", "", StringComparison.Ordinal).Replace("/$value", "", StringComparison.Ordinal));
            if (path.EndsWith("/inbox/messages", StringComparison.Ordinal))
            {
                Assert.Equal("isRead eq false", request.Query["$filter"]);
                var skip = int.TryParse(request.Query["$skip"], System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : 0;
                var page = new Dictionary<string, object> { ["value"] = Unread.Skip(skip).Take(PageSize).Select(unread => new { id = unread }).ToList() };
                if (Unread.Count > skip + PageSize)
                {
                    page["@odata.nextLink"] = $"{request.Scheme}://{request.Host}{path}?$filter=isRead%20eq%20false&$skip={skip + PageSize}";
                }

                await response.WriteAsJsonAsync(page);
            }
            else if (HttpMethods.IsPatch(request.Method))
            {
                using var reader = new StreamReader(request.Body);
                Assert.Equal("""{"isRead":true}""", await reader.ReadToEndAsync());
                Unread.Remove(id);
            }
            else
            {
                await response.Body.WriteAsync(Contents[id]);
            }
        }
    }
}
