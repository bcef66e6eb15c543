namespace Tracker.Workflow;

/// <summary>There is no such thing, or the caller may not know that there is.</summary>
public sealed class NotFoundException(string thing) : Exception($"{thing} not found. Check the address; it may belong to a commission that you do not work for.");
