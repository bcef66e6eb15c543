using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Tracker.Engine;
using Tracker.Workflow.Assessments;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Clock;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Correspondence;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Meetings;
using Tracker.Workflow.Operations;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Persistence;

/// <summary>The databases that the product runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}

/// <summary>Puts the application together.</summary>
public static class WorkflowServices
{
    private static readonly Assembly Here = typeof(WorkflowServices).Assembly;

    /// <summary>Adds use cases, engine and database. The host adds <see cref="TimeProvider"/>, <see cref="MailSettings"/>, <see cref="HousekeepingSettings"/>, <see cref="IncomingMailSettings"/> and an <see cref="ICarrier"/>.</summary>
    public static IServiceCollection AddTracker(this IServiceCollection services, DatabaseProvider provider, string connectionString)
    {
        services.AddDatabase(provider, connectionString);
        services.AddEngine<TrackerDb>(Here);
        services.AddMediator();
        services.AddScoped<CommandScope>();
        services.AddScoped<OutgoingMail>();
        services.AddScoped<Undeliverable>();
        services.AddScoped<IOutboxTransport, MailTransport>();
        services.AddScoped<LetterMail>();
        services.AddScoped<CommitmentMail>();
        services.AddScoped<MailPreview>();
        services.AddScoped<DigestContent>();
        services.AddScoped<DueDateChange>();
        services.AddScoped<Decisions>();
        services.AddScoped<TakeView>();
        services.AddScoped<Agenda>();
        services.AddScoped<Filing>();
        services.AddScoped<SummaryMaker>();
        services.AddScoped<AwaitedReplies>();
        services.AddScoped<ReplyRecorder>();
        services.AddScoped<Matcher>();
        services.AddScoped<DeliveryReports>();
        services.AddScoped<DueDates>();
        services.AddScoped<CalendarImpacts>();
        services.AddScoped<CommitmentChange>();
        services.AddScoped<FollowedCommitments>();
        services.AddSingleton<ClockDriver>();
        return services;
    }

    /// <summary>The options are made once and not for each request.</summary>
    private static void AddDatabase(this IServiceCollection services, DatabaseProvider provider, string connectionString)
    {
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                services.AddDbContext<TrackerDb, SqliteTrackerDb>(o => o.UseSqlite(connectionString), optionsLifetime: ServiceLifetime.Singleton);
                break;
            case DatabaseProvider.PostgreSql:
                services.AddDbContext<TrackerDb, PostgreSqlTrackerDb>(o => o.UseNpgsql(Preparing(connectionString)), optionsLifetime: ServiceLifetime.Singleton);
                break;
            default:
                services.AddDbContext<TrackerDb, SqlServerTrackerDb>(o => o.UseSqlServer(connectionString), optionsLifetime: ServiceLifetime.Singleton);
                break;
        }
    }

    /// <summary>Statements that repeat are prepared, unless the operator has said something about it: some poolers cannot.</summary>
    private static string Preparing(string connectionString) =>
        connectionString.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase)
            ? connectionString
            : new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100 }.ConnectionString;

    /// <summary>MediatR 5 leaves it to the host to find the handlers.</summary>
    private static void AddMediator(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        var found = from type in Here.GetTypes()
                    where type is { IsClass: true, IsAbstract: false }
                    from contract in type.GetInterfaces()
                    where contract.IsGenericType && (contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>) || contract.GetGenericTypeDefinition() == typeof(IValidator<>))
                    select (contract, type);
        services.TryAddEnumerable(found.Select(f => ServiceDescriptor.Scoped(f.contract, f.type)));
    }
}
