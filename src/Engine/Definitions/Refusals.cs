namespace Tracker.Engine;

/// <summary>Activities of Elsa that are kept in a definition and refused, and what to draw instead.</summary>
internal static class Refusals
{
    private const string Loop = "Draw a loop as a connection that leads back, or use ForEach.";
    private const string Recurring = "Recurring work waits in a loop for an instant, by a Delay or an activity of the host.";
    private const string Outside = "Nothing outside the database happens in a workflow; the host receives requests and sends messages.";
    private const string Code = "Code does not run here; use expressions, or an activity of the host.";

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["Elsa.While"] = Loop,
        ["Elsa.For"] = Loop,
        ["Elsa.Break"] = Loop,
        ["Elsa.Timer"] = Recurring,
        ["Elsa.Cron"] = Recurring,
        ["Elsa.FlowNode"] = "Draw what is inside it in the flowchart, or in a flowchart within it.",
        ["Elsa.StateMachine"] = "Draw the states as a flowchart.",
        ["Elsa.RunCSharp"] = Code,
        ["Elsa.RunPython"] = Code,
        ["Elsa.HttpEndpoint"] = Outside,
        ["Elsa.WriteHttpResponse"] = Outside,
        ["Elsa.SendHttpRequest"] = Outside,
        ["Elsa.FlowSendHttpRequest"] = Outside,
        ["Elsa.SendEmail"] = Outside,
    };

    public static string ReasonFor(string type) => Reasons.TryGetValue(type, out var reason)
        ? $"{type} is not run here. {reason}"
        : "There is no activity of this type here.";
}
