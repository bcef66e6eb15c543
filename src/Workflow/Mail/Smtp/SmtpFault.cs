namespace Tracker.Workflow.Mail;

/// <summary>The conversation with the relay cannot go on; its connection is closed.</summary>
/// <param name="said">What happened, for an administrator.</param>
/// <param name="closesLane">Whether any other message would meet the same.</param>
internal sealed class SmtpFault(string said, bool closesLane = false) : Exception(said)
{
    public bool ClosesLane => closesLane;
}
