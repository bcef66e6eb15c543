namespace Tracker.Engine;

/// <summary>Waits that nothing else can end: when the case is withdrawn, such an instance waits on.</summary>
/// <remarks>
/// A wait has an exit when it stands on one branch of a fork and another branch has a signal on it (an event, a task, an activity of the
/// host) and leads to what cancels the wait: a <c>WaitAny</c> join that the wait leads to, or an end. The same holds for a composite
/// around the wait. An activity with several outcomes says itself how its wait ends.
/// </remarks>
internal static class WithdrawalFindings
{
    private static readonly HashSet<string> Waiting = new(StringComparer.Ordinal)
    {
        BuiltInActivities.Event, BuiltInActivities.RunTask, BuiltInActivities.Delay, BuiltInActivities.StartAt,
    };

    public static IEnumerable<Finding> Of(IEnumerable<Node> nodes) =>
        from node in nodes
        where Waiting.Contains(node.Type) && !node.Ancestors.Prepend(node).Any(HasExit)
        select new Finding(FindingSeverity.Warning, node.Id, node.Type, "The wait has no exit for a withdrawal: no other branch can end it.");

    private static bool HasExit(Node wait) => wait.Parent switch
    {
        { Chart: { } chart } => chart.Activities.Any(fork => IsExit(chart, fork, wait)),
        { Type: BuiltInActivities.Fork } fork => IsRace(fork) && fork.Children.Any(branch => branch != wait && branch.SelfAndDescendants.Any(IsSignal)),
        _ => false,
    };

    private static bool IsRace(Node fork)
    {
        try
        {
            return Fork.ModeOf(fork) == ForkJoinMode.WaitAny;
        }
        catch (FormatException)
        {
            return false; // a finding of its own
        }
    }

    private static bool IsExit(Flowchart chart, Node fork, Node wait)
    {
        string[] branches = [.. chart.From(fork.Id).Where(c => !chart.IsBackward(c)).Select(c => c.Target).Distinct(StringComparer.Ordinal)];
        return branches.Length > 1 && branches.Any(branch => LeadsTo(chart, branch, wait.Id))
            && branches.Where(branch => !LeadsTo(chart, branch, wait.Id)).Any(branch => Cancels(chart, branch, wait));
    }

    private static bool Cancels(Flowchart chart, string branch, Node wait) => chart.Activities
        .Where(end => LeadsTo(chart, branch, end.Id) && IsEndOf(chart, end, wait))
        .Any(end => chart.Activities.Any(signal =>
            signal.SelfAndDescendants.Any(IsSignal) && LeadsTo(chart, branch, signal.Id) && LeadsTo(chart, signal.Id, end.Id)
            && !LeadsTo(chart, wait.Id, signal.Id)));

    private static bool IsEndOf(Flowchart chart, Node end, Node wait)
    {
        try
        {
            return end.Type is BuiltInActivities.End or BuiltInActivities.Complete or BuiltInActivities.Finish
                || (end.Type == BuiltInActivities.FlowJoin && chart.ModeOf(end) == FlowJoinMode.WaitAny && chart.Reaches(wait.Id, end.Id, forwardOnly: false));
        }
        catch (FormatException)
        {
            return false; // a finding of its own
        }
    }

    private static bool IsSignal(Node node) =>
        node.Type is BuiltInActivities.Event or BuiltInActivities.RunTask || !node.Type.StartsWith("Elsa.", StringComparison.Ordinal);

    private static bool LeadsTo(Flowchart chart, string from, string to) => from == to || chart.Reaches(from, to, forwardOnly: true);
}
