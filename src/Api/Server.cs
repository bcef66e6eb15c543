using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tracker.Engine;
using Tracker.Workflow.Clock;
using Tracker.Workflow.Operations;
using Tracker.Workflow.Persistence;

namespace Tracker.Api;

/// <summary>The verb <c>serve</c>.</summary>
internal static class Server
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = TrackerHost.Build(args);
        await StartAsync(app);
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Brings database and definitions up to date, adds samples to an empty database in Development, and listens.</summary>
    internal static async Task StartAsync(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tracker");
        var isNew = await Database.MigrateAsync(app.Services, app.Lifetime.ApplicationStopping);
        if (app.Services.GetRequiredService<TimeProvider>() is SimulatedClock)
        {
            // One process has a simulated clock, and it has just started: a lease can only be left over from one that died.
            await app.Services.GetRequiredService<DueWork>().ReleaseLeasesAsync(app.Lifetime.ApplicationStopping);
        }

        foreach (var refused in await Database.PublishAsync(app.Services, Path.Combine(AppContext.BaseDirectory, "workflows"), app.Lifetime.ApplicationStopping))
        {
            log.LogError("A workflow definition was refused: {Finding}", refused);
        }

        if (app.Services.GetRequiredService<TimeProvider>() is not SimulatedClock)
        {
            await StandingWorkflow.EnsureAsync(app.Services, "housekeeping", app.Lifetime.ApplicationStopping); // under a simulated clock nobody waits for the night
        }

        if (app.Services.GetRequiredService<TrackerSettings>().SendsDigests)
        {
            await StandingWorkflow.EnsureAsync(app.Services, "digest", app.Lifetime.ApplicationStopping);
        }

        if (isNew && app.Environment.IsDevelopment())
        {
            await Samples.AddAsync(app.Services, app.Lifetime.ApplicationStopping);
        }

        await app.StartAsync();
        Announce(app, log);
    }

    private static void Announce(WebApplication app, ILogger log)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        log.LogInformation("Tracker is ready: {Address}", address);
        log.LogInformation("Mail is written to files under {Folder}; it does not leave this machine.", Path.Combine(app.Services.GetRequiredService<TrackerSettings>().DataDirectory, "mail"));
        if (app.Environment.IsDevelopment())
        {
            log.LogInformation("Sample people: {People}. Make a token with: dotnet run --project src/Api -- token create --email {Email}", string.Join(", ", Samples.People), Samples.People[0]);
        }
    }
}
