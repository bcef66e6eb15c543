using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;

namespace Tracker.Workflow.Persistence;

/// <summary>Runs a command once: the stored answer of its idempotency key, or the handler, its event and its answer in one transaction.</summary>
internal sealed class TransactionBehavior<TRequest, TResult>(TrackerDb db, CommandScope scope, Wakeup wakeup)
    : IPipelineBehavior<TRequest, TResult>
    where TRequest : IRequest<TResult>
{
    public async Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        if (request is not ICommand<TResult>)
        {
            return await next();
        }

        try
        {
            var result = await db.InTransactionAsync(
                token => RunAsync(request, next, token),
                token => db.Events.AnyAsync(e => e.Id == scope.Id.Id, token),
                cancellationToken);
            wakeup.Set();
            return result;
        }
        catch (Exception refused) when (refused is RefusedException or StaleException && scope.IdempotencyKey is not null)
        {
            // The same request may have been carried out meanwhile by another node, and what it did be the reason for the refusal.
            if (await StoredAnswerAsync(Fingerprint(request), cancellationToken) is { } stored)
            {
                return JsonSerializer.Deserialize<TResult>(stored, JsonSerializerOptions.Web)!;
            }

            throw;
        }
    }

    private async Task<TResult> RunAsync(TRequest request, RequestHandlerDelegate<TResult> next, CancellationToken cancellationToken)
    {
        scope.Begin();
        db.Changes.Clear();
        var fingerprint = Fingerprint(request);
        if (await StoredAnswerAsync(fingerprint, cancellationToken) is { } stored)
        {
            return JsonSerializer.Deserialize<TResult>(stored, JsonSerializerOptions.Web)!;
        }

        var result = await next();
        await db.SaveChangesAsync(cancellationToken);
        AddEvent();
        AddKey(fingerprint, result);
        return result;
    }

    private async Task<string?> StoredAnswerAsync(string fingerprint, CancellationToken cancellationToken)
    {
        if (scope.IdempotencyKey is null)
        {
            return null;
        }

        var key = await db.Set<IdempotencyKey>().AsNoTracking()
            .SingleOrDefaultAsync(k => k.Scope == scope.Actor.Name && k.Key == scope.IdempotencyKey, cancellationToken);
        RefusedException.When(
            key is not null && key.Fingerprint != fingerprint,
            "idempotency.key-reused",
            "This Idempotency-Key was used for a different request. Use a new key for a new request.");
        return key?.ResponseBody;
    }

    private void AddEvent()
    {
        var said = scope.Recorded ?? throw new InvalidOperationException($"{Name} changed something and said nothing about it.");
        var changes = JsonSerializer.Serialize(db.Changes, JsonSerializerOptions.Web);
        db.Add(Event.Of(scope.Id, scope.Actor, new(Name, said), changes));
        db.AddRange(scope.Others.Select(other => Event.Of(new(Guid.CreateVersion7(scope.Id.At), scope.Id.At), scope.Actor, new(Name, other))));
    }

    private void AddKey(string fingerprint, TResult result)
    {
        if (scope.IdempotencyKey is { } key)
        {
            db.Add(new IdempotencyKey
            {
                Scope = scope.Actor.Name,
                Key = key,
                Fingerprint = fingerprint,
                BurstId = scope.Id.Id,
                CreatedAt = scope.Id.At,
                ResponseBody = JsonSerializer.Serialize(result, JsonSerializerOptions.Web),
            });
        }
    }

    private static string Name => typeof(TRequest).DeclaringType?.Name ?? typeof(TRequest).Name;

    private static string Fingerprint(TRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), .. JsonSerializer.SerializeToUtf8Bytes(request, JsonSerializerOptions.Web)]));
}
