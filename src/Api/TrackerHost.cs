using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tracker.Engine;
using Tracker.Web;
using Tracker.Workflow.Clock;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Api;

/// <summary>Puts the executable together: pages, API and workers over one database.</summary>
internal static class TrackerHost
{
    public const string DefaultUrl = "http://127.0.0.1:5080";
    private const long MaxBodyBytes = 6_000_000; // a letter's text of 5 MB with what JSON or a form adds

    /// <exception cref="SettingsException">A setting cannot be used.</exception>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(TrackerHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = EnvironmentName(args),
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = MaxBodyBytes);
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        var settings = TrackerSettings.Of(builder.Configuration, builder.Environment);
        Directory.CreateDirectory(settings.DataDirectory);
        AddApplication(builder.Services, settings);
        AddWeb(builder.Services);
        var app = builder.Build();
        Map(app);
        return app;
    }

    /// <summary>Run from a checkout it is Development, so that a newcomer gets sample data; installed it is Production unless told otherwise.</summary>
    private static string? EnvironmentName(string[] args)
    {
        var isTold = args.Any(a => a.StartsWith("--environment", StringComparison.OrdinalIgnoreCase))
            || Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is not null
            || Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is not null;
        if (isTold)
        {
            return null;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tracker.sln")))
        {
            folder = folder.Parent;
        }

        return folder is null ? null : Environments.Development;
    }

    private static void AddApplication(IServiceCollection services, TrackerSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Mail);
        services.AddSingleton(settings.Housekeeping);
        services.AddSingleton(settings.IncomingMail);
        services.AddSingleton<TimeProvider>(settings.SimulatedFrom is { } start ? new SimulatedClock(start) : new TrackerClock());
        AddCarrier(services, settings);
        services.AddTracker(settings.Provider, settings.ConnectionString);
        services.AddHostedService<EngineWorker>();
        services.AddMailSources(settings.Collecting);
        services.AddSingleton<Metrics>();
        services.AddHostedService(provider => provider.GetRequiredService<Metrics>());
    }

    /// <summary>Providers sign in by the real time, also where the product's clock is simulated.</summary>
    private static void AddCarrier(IServiceCollection services, TrackerSettings settings)
    {
        if (settings.Relay is { } relay)
        {
            services.AddSingleton<ICarrier>(new SmtpCarrier(relay));
        }
        else if (settings.Notify is { } notify)
        {
            services.AddSingleton<ICarrier>(new NotifyCarrier(NewHttp(), notify, TimeProvider.System));
        }
        else if (settings.Graph is { } graph)
        {
            services.AddSingleton(new GraphConnection(NewHttp(), graph, TimeProvider.System));
            services.AddSingleton<ICarrier>(provider => new GraphCarrier(provider.GetRequiredService<GraphConnection>(), TimeProvider.System));
        }
        else
        {
            services.AddSingleton<ICarrier>(new SpoolCarrier(new(Path.Combine(settings.DataDirectory, "mail"))));
        }
    }

    /// <summary>Follows no redirect, so that a key goes nowhere else, and looks names up again now and then.</summary>
    private static HttpClient NewHttp() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(60) };

    private static void AddWeb(IServiceCollection services)
    {
        services.AddAuthentication(TokenAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, configureOptions: null);
        services.AddAuthorization(Policies.Add);
        services.AddProblemDetails(o => o.CustomizeProblemDetails = c => Problems.Complete(c.ProblemDetails));
        services.AddExceptionHandler<Problems>();
        services.AddOpenApi("v1", o => o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Tracker";
            document.Info.Description = "Letters, response requests and what became of them.";
            return Task.CompletedTask;
        }));
        services.AddRazorPages().AddApplicationPart(typeof(StartPage).Assembly);
        services.AddSingleton<OrphanSearch>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<MailHealth>("mail", HealthStatus.Degraded).AddEngine().AddIncomingMail();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            o.SerializerOptions.AllowOutOfOrderMetadataProperties = true;
            o.SerializerOptions.RespectNullableAnnotations = true;
            o.SerializerOptions.RespectRequiredConstructorParameters = true;
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
    }

    private static void Map(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(SecurityHeaders);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets().AllowAnonymous();
        app.MapOpenApi().AllowAnonymous();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { ResponseWriter = EngineHealthChecks.WriteAsync }).AllowAnonymous();
        app.MapGet("/metrics", async (Metrics metrics, EngineHealth engine, CancellationToken ct) => TypedResults.Text(metrics.Write() + await Gauges.WriteAsync(engine, ct), "text/plain; version=0.0.4"))
            .AllowAnonymous().ExcludeFromDescription();
        var api = app.MapGroup("/api/v1").RequireAuthorization().AddEndpointFilter<IdempotencyFilter>();
        api.MapLetters();
        api.MapResponses();
        api.MapAssessments();
        api.MapMeetings();
        api.MapCalendars();
        api.MapCommitments();
        api.MapOrganisations();
        api.MapSystem();
        api.MapOperations();
        api.MapMail();
        api.MapCorrespondence();
        api.MapIncomingMail();
    }

    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        return next(context);
    }
}
