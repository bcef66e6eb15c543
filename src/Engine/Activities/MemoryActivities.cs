using System.Text.Json;

namespace Tracker.Engine;

[Activity(BuiltInActivities.SetVariable)]
internal sealed class SetVariable : IActivity
{
    public Input<JsonElement>? Value { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var variable = VariableReference.Read(context.Node.Json.GetProperty("variable"));
        context.Memory.SetVariable(variable, Value?.Value ?? Conversion.Null);
        return Task.FromResult(ActivityResult.Done());
    }
}

/// <summary>Gives the workflow an output, for the workflow that waits for this one.</summary>
[Activity("Elsa.SetOutput")]
internal sealed class SetOutput : IActivity
{
    public required Input<string> OutputName { get; init; }

    public Input<JsonElement>? OutputValue { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Memory.SetWorkflowOutput(OutputName.Value, OutputValue?.Value ?? Conversion.Null);
        return Task.FromResult(ActivityResult.Done());
    }
}

/// <summary>Names the instance, for people.</summary>
[Activity("Elsa.SetName")]
internal sealed class SetName : IActivity
{
    public Input<string>? Value { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Memory.InstanceName = Value?.Value;
        context.Write($"name: {Value?.Value}");
        return Task.FromResult(ActivityResult.Done());
    }
}

/// <summary>Changes what the instance is about; events it already waits for are from then on those about the new thing.</summary>
[Activity("Elsa.Correlate")]
internal sealed class Correlate : IActivity
{
    public required Input<string> CorrelationId { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Correlate(CorrelationId.Value);
        return Task.FromResult(ActivityResult.Done());
    }
}

[Activity("Elsa.WriteLine")]
internal sealed class WriteLine : IActivity
{
    public Input<string>? Text { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Write(Text?.Value ?? "");
        return Task.FromResult(ActivityResult.Done());
    }
}

/// <summary>Evaluates a script within the subset; its value is the result, and it may choose the outcome.</summary>
[Activity(BuiltInActivities.RunJavaScript)]
internal sealed class RunJavaScript : IActivity
{
    public Input<string>? Script { get; init; }

    public Input<string[]>? PossibleOutcomes { get; init; }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Node.Script is { } script)
        {
            context.Memory.SetOutput("result", script.Evaluate(context.Memory));
        }

        return Task.FromResult(ActivityResult.Fork(context.Memory.Outcomes ?? ["Done"]));
    }
}
