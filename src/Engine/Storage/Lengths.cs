namespace Tracker.Engine;

/// <summary>Lengths of columns, in characters.</summary>
internal static class Lengths
{
    public const int Name = 200; // definition id, correlation id, event name, activity type, rule, message id
    public const int Node = 100;
    public const int Hash = 64;
    public const int Kind = 20;
    public const int Lane = 100;
    public const int Line = 2000;
}
