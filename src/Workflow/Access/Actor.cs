namespace Tracker.Workflow.Access;

/// <summary>What a person may do; default is nothing.</summary>
public enum Role
{
    /// <summary>Drafts, issues approved letters, records replies; for one commission or all.</summary>
    Officer,

    /// <summary>Approves, withdraws and closes.</summary>
    Chair,

    /// <summary>Users, tokens and technical matters; no content.</summary>
    Administrator,
}

/// <summary>Who does something.</summary>
/// <param name="UserId">The user; <see langword="null"/> for the product itself.</param>
/// <param name="Name">As shown in the history.</param>
/// <param name="Role">The user's role.</param>
/// <param name="CommissionId">The only commission the user works for; <see langword="null"/> for all.</param>
public sealed record Actor(Guid? UserId, string Name, Role? Role, Guid? CommissionId)
{
    public static Actor Tracker { get; } = new(UserId: null, "Tracker", Role: null, CommissionId: null);
}
