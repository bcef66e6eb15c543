namespace Tracker.Engine;

/// <summary>Which members of an activity hold other activities, and what else of Elsa's activities is neither an input nor unknown.</summary>
internal static class Structure
{
    private static readonly Dictionary<string, string[]> Slots = new(StringComparer.Ordinal)
    {
        [BuiltInActivities.Flowchart] = ["activities"],
        [BuiltInActivities.Sequence] = ["activities"],
        [BuiltInActivities.Parallel] = ["activities"],
        [BuiltInActivities.Fork] = ["branches"],
        [BuiltInActivities.If] = ["then", "else"],
        [BuiltInActivities.Switch] = ["cases", "default"],
        [BuiltInActivities.ForEach] = ["body"],
        [BuiltInActivities.ParallelForEach] = ["body"],
        ["Elsa.While"] = ["body"],
        ["Elsa.For"] = ["body"],
        ["Elsa.FlowNode"] = ["body"],
    };

    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        [BuiltInActivities.Flowchart] = ["connections", "start", "variables"],
        [BuiltInActivities.Sequence] = ["variables"],
        [BuiltInActivities.Parallel] = ["variables"],
        [BuiltInActivities.FlowSwitch] = ["cases"],
        [BuiltInActivities.SetVariable] = ["variable"],
    };

    private static readonly Dictionary<string, string[]> Outputs = new(StringComparer.Ordinal)
    {
        [BuiltInActivities.If] = ["result"],
        [BuiltInActivities.Switch] = ["output"],
        [BuiltInActivities.ForEach] = ["currentValue"],
        [BuiltInActivities.Event] = ["result"],
        [BuiltInActivities.RunTask] = ["result", "taskId"],
        [BuiltInActivities.RunJavaScript] = ["result"],
        [BuiltInActivities.DispatchWorkflow] = ["result"],
        [BuiltInActivities.ExecuteWorkflow] = ["result"],
    };

    public static string[] SlotsOf(string type) => Slots.GetValueOrDefault(type, []);

    public static string[] OutputsOf(string type) => Outputs.GetValueOrDefault(type, []);

    public static bool Knows(string type, string member) =>
        SlotsOf(type).Contains(member, StringComparer.Ordinal)
        || OutputsOf(type).Contains(member, StringComparer.Ordinal)
        || Members.GetValueOrDefault(type, []).Contains(member, StringComparer.Ordinal);

    /// <summary>Whether the activity has variables of its own.</summary>
    public static bool HasVariables(string type) => Members.GetValueOrDefault(type, []).Contains("variables", StringComparer.Ordinal);
}
