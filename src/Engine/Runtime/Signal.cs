namespace Tracker.Engine;

/// <summary>Something that happened, for the instances that wait for it.</summary>
/// <param name="Name">The name of the event, at most 200 characters.</param>
/// <param name="CorrelationId">What it is about: instances started with the same correlation id are meant.</param>
/// <param name="Source">Who says so; with <paramref name="MessageId"/> unique for ever.</param>
/// <param name="MessageId">The sender's name for this signal; a second one with the same name is ignored.</param>
/// <param name="PayloadJson">What the sender adds, as JSON, for the activity that is woken.</param>
/// <param name="TimeToLive">How long it is kept when no instance waits for it yet.</param>
public sealed record Signal(string Name, string CorrelationId, string Source, string MessageId, string? PayloadJson, TimeSpan TimeToLive)
{
    /// <summary>The source of what one workflow tells another.</summary>
    internal const string FromEngine = "engine";
}
