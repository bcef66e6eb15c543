using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Letters;

/// <summary>What the workflows are told. The names are those of the <c>Elsa.Event</c> activities in <c>workflows/</c>.</summary>
internal static class LetterSignals
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Ends the workflows of a letter and of its open requests.</summary>
    /// <param name="runtime">The engine, within the command's transaction.</param>
    /// <param name="letter">A letter that was withdrawn or closed.</param>
    /// <param name="how"><c>Withdrawn</c> or <c>Closed</c>.</param>
    /// <param name="scope">The command.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task EndAsync(this WorkflowRuntime runtime, ScrutinyLetter letter, string how, CommandScope scope, CancellationToken cancellationToken)
    {
        await runtime.TellAsync($"Letter.{how}", letter.Id, scope, cancellationToken);
        foreach (var request in letter.ResponseRequests.Where(r => r.AnsweredOn is null))
        {
            await runtime.TellAsync($"ResponseRequest.{how}", request.Id, scope, cancellationToken);
        }
    }

    public static Task TellAsync(this WorkflowRuntime runtime, ResponseRequest request, string what, CommandScope scope, CancellationToken cancellationToken) =>
        runtime.TellAsync($"ResponseRequest.{what}", request.Id, scope, cancellationToken);

    public static Task TellAsync(this WorkflowRuntime runtime, ScrutinyLetter letter, string what, CommandScope scope, CancellationToken cancellationToken) =>
        runtime.TellAsync($"Letter.{what}", letter.Id, scope, cancellationToken);

    public static async Task TellAsync(this WorkflowRuntime runtime, string name, Guid subjectId, CommandScope scope, CancellationToken cancellationToken) =>
        await runtime.SignalAsync(new(name, subjectId.ToString(), "command", $"{scope.Id.Id}/{name}/{subjectId}", PayloadJson: null, KeptFor), cancellationToken);
}
