namespace Tracker.Engine;

/// <summary>The names of Elsa's activities that the engine treats in a special way.</summary>
internal static class BuiltInActivities
{
    public const string Flowchart = "Elsa.Flowchart";
    public const string Sequence = "Elsa.Sequence";
    public const string Parallel = "Elsa.Parallel";
    public const string Fork = "Elsa.Fork";
    public const string If = "Elsa.If";
    public const string Switch = "Elsa.Switch";
    public const string ForEach = "Elsa.ForEach";
    public const string ParallelForEach = "Elsa.ParallelForEach";
    public const string Start = "Elsa.Start";
    public const string End = "Elsa.End";
    public const string Complete = "Elsa.Complete";
    public const string Finish = "Elsa.Finish";
    public const string Fault = "Elsa.Fault";
    public const string FlowFork = "Elsa.FlowFork";
    public const string FlowJoin = "Elsa.FlowJoin";
    public const string FlowSwitch = "Elsa.FlowSwitch";
    public const string Event = "Elsa.Event";
    public const string RunTask = "Elsa.RunTask";
    public const string Delay = "Elsa.Delay";
    public const string StartAt = "Elsa.StartAt";
    public const string SetVariable = "Elsa.SetVariable";
    public const string RunJavaScript = "Elsa.RunJavaScript";
    public const string DispatchWorkflow = "Elsa.DispatchWorkflow";
    public const string ExecuteWorkflow = "Elsa.ExecuteWorkflow";
}
