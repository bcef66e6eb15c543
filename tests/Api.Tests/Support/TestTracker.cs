using System.Net.Http.Headers;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Support;
using Tracker.Workflow.Access;
using Tracker.Workflow.Clock;
using Tracker.Workflow.Persistence;
using Database = Tracker.Support.Database;

namespace Tracker.Api.Tests.Support;

/// <summary>The real host on a port of its own, over a database of its own, with a clock that stands still.</summary>
internal sealed class TestTracker : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly WebApplication app;

    private TestTracker(TestDatabase database, string folder, WebApplication app)
    {
        this.database = database;
        this.app = app;
        Folder = folder;
    }

    /// <summary>The data directory.</summary>
    public string Folder { get; }

    public string ConnectionString => database.ConnectionString;

    public SimulatedClock Clock => (SimulatedClock)app.Services.GetRequiredService<TimeProvider>();

    public ApiClient Officer { get; private set; } = null!;

    public ApiClient Chair { get; private set; } = null!;

    public ApiClient Administrator { get; private set; } = null!;

    public ApiClient Nobody { get; private set; } = null!;

    public IReadOnlyList<SpooledMessage> Mail => SpooledMessage.In(Folder);

    /// <param name="kind">The database.</param>
    /// <param name="at">Where the clock starts.</param>
    /// <param name="more">Further settings, such as <c>--Tracker:Mail:Digest=On</c>.</param>
    public static async Task<TestTracker> StartAsync(Database kind, string at, params string[] more)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var folder = Directory.CreateTempSubdirectory("tracker-test-").FullName;
        var app = TrackerHost.Build([.. Settings(database, folder, at), .. more, "--urls=http://127.0.0.1:0"]);
        await Server.StartAsync(app);
        var tracker = new TestTracker(database, folder, app);
        tracker.Nobody = new(new() { BaseAddress = new(app.Urls.First()) });
        tracker.Officer = await tracker.SignInAsync("officer@northmere.test", Role.Officer);
        tracker.Chair = await tracker.SignInAsync("chair@northmere.test", Role.Chair);
        tracker.Administrator = await tracker.SignInAsync("admin@northmere.test", Role.Administrator);
        return tracker;
    }

    /// <param name="database">Its own, or shared with other nodes.</param>
    /// <param name="folder">The data directory.</param>
    /// <param name="at">Where the simulated clock starts; the system's clock without it.</param>
    public static string[] Settings(TestDatabase database, string folder, string? at) =>
    [
        "--environment=Testing",
        $"--Tracker:DataDirectory={folder}",
        $"--Tracker:Database:Provider={database.Kind}",
        $"--ConnectionStrings:Tracker={database.ConnectionString}",
        .. at is null ? Array.Empty<string>() : ["--Tracker:Clock:Mode=Simulated", $"--Tracker:Clock:Start={at}"],
    ];

    /// <summary>Somebody of that role, for one commission or all.</summary>
    public async Task<ApiClient> SignInAsync(string email, Role role, string? commission = null)
    {
        await SendAsync(new AddUser.Command(email, role, commission));
        var token = await SendAsync(new CreateToken.Command(email));
        var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Secret);
        return new(client);
    }

    public async Task<TResult> SendAsync<TResult>(IRequest<TResult> request)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>As if the product had been off until then: nothing in between was lived through.</summary>
    public async Task WakeUpAtAsync(string instant)
    {
        Clock.Set(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
        await app.Services.GetRequiredService<ClockDriver>().CatchUpAsync(CancellationToken.None);
    }

    /// <summary>Does what commands have made due by now, such as sending mail.</summary>
    public Task SettleAsync() => app.Services.GetRequiredService<ClockDriver>().CatchUpAsync(CancellationToken.None);

    /// <summary>Reads what is stored.</summary>
    public async Task<T> StoredAsync<T>(Func<TrackerDb, Task<T>> read)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TrackerDb>());
    }

    /// <summary>Uses something that lives as long as one request.</summary>
    public async Task<T> ServeAsync<TService, T>(Func<TService, T> use)
        where TService : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        return use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public TService Service<TService>()
        where TService : notnull => app.Services.GetRequiredService<TService>();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
