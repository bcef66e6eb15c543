using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Tracker.Engine;

/// <summary>The engine's services in the host's container.</summary>
public static class EngineServices
{
    /// <summary>Adds the activities, <see cref="WorkflowRuntime"/>, <see cref="Definitions"/>, <see cref="Operations"/>,
    /// <see cref="Archive"/>, <see cref="EngineHealth"/>, <see cref="DueWork"/> and <see cref="Wakeup"/>.</summary>
    /// <remarks>The host adds its context, logging, its <see cref="IOutboxTransport"/>s and, for a clock of its own, a
    /// <see cref="TimeProvider"/>.</remarks>
    /// <typeparam name="TDb">The context whose model calls <see cref="EngineModel.MapEngine"/>; scoped.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="activityAssemblies">Where the host's activities are.</param>
    public static IServiceCollection AddEngine<TDb>(this IServiceCollection services, params Assembly[] activityAssemblies)
        where TDb : DbContext
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(ActivityRegistry.Of(activityAssemblies));
        services.AddSingleton<DefinitionCache>();
        services.AddSingleton<Wakeup>();
        services.AddSingleton(provider => new DueWork(provider, Random.Shared));
        services.AddScoped(provider => new EngineDb(provider.GetRequiredService<TDb>()));
        services.AddScoped(provider => new WorkflowRuntime(HostOf(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new Definitions(HostOf(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new Operations(HostOf(provider), provider.GetRequiredService<WorkflowRuntime>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new Archive(provider.GetRequiredService<EngineDb>().Context, provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new EngineHealth(provider.GetRequiredService<EngineDb>().Context, provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    internal static DbContext Db(this AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<EngineDb>().Context;

    private static BurstHost HostOf(IServiceProvider provider) => new(
        provider.GetRequiredService<EngineDb>().Context,
        provider.GetRequiredService<DefinitionCache>(),
        provider.GetRequiredService<ActivityRegistry>(),
        provider);

    private sealed record EngineDb(DbContext Context);
}
