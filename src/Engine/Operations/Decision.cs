namespace Tracker.Engine;

/// <summary>Who decided about failed work or a running instance, and why.</summary>
public sealed record Decision
{
    /// <summary>A decision of a person.</summary>
    /// <param name="actor">Who, in the host's words; 1 to 200 characters.</param>
    /// <param name="reason">Why, for the journal; 1 to 2,000 characters.</param>
    /// <exception cref="ArgumentException">One of them is empty or too long.</exception>
    public Decision(string actor, string reason)
    {
        Actor = Checked(actor, Lengths.Name, nameof(actor));
        Reason = Checked(reason, Lengths.Line, nameof(reason));
    }

    /// <summary>Who.</summary>
    public string Actor { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }

    internal string Tell(string what) => $"{what} by {Actor}: {Reason}";

    private static string Checked(string text, int atMost, string name) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= atMost ? text : throw new ArgumentException($"Give 1 to {atMost} characters.", name);
}

/// <summary>The engine does not do what an operator asked for; nothing was changed.</summary>
/// <param name="rule">The stable name of the rule, such as <c>incident.resolved</c>.</param>
/// <param name="message">A plain sentence.</param>
public sealed class OperationRefusedException(string rule, string message) : Exception(message)
{
    /// <summary>The stable name of the rule.</summary>
    public string Rule { get; } = rule;
}
