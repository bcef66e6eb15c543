using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>Finds the commission and the case that something belongs to, and makes those that are named but unknown.</summary>
internal sealed class Filing(TrackerDb db, CommandScope scope, TimeProvider clock)
{
    /// <summary>What has been made on the way.</summary>
    public List<DraftLetter.Made> Made { get; } = [];

    /// <param name="name">The commission's name.</param>
    /// <param name="replyTo">Its address, where it has none yet.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="NotFoundException">The caller works for another commission only.</exception>
    public async Task<Commission> CommissionAsync(string name, string? replyTo, CancellationToken cancellationToken)
    {
        var called = name.Trim();
        var commission = await db.Commissions.SingleOrDefaultAsync(c => c.Name == called, cancellationToken);
        if (scope.Actor.CommissionId is { } own && own != commission?.Id)
        {
            throw new NotFoundException("Commission");
        }

        if (commission is null)
        {
            commission = Commission.Found(called, clock.GetUtcNow());
            db.Add(commission);
            Made.Add(new("commission", commission.Id, commission.Name));
        }

        if (commission.Email.Length == 0 && replyTo is not null)
        {
            commission.WriteFrom(replyTo, council: null, addressLines: null);
        }

        return commission;
    }

    /// <param name="commission">Whose case.</param>
    /// <param name="named">Its reference or subject.</param>
    /// <param name="on">The day that says which municipal year a new one belongs to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Case> CaseAsync(Commission commission, string named, DateOnly on, CancellationToken cancellationToken)
    {
        var found = await db.Cases.Where(c => c.CommissionId == commission.Id).FirstOrDefaultAsync(c => c.Reference == named || c.Subject == named, cancellationToken);
        if (found is not null)
        {
            return found;
        }

        var prefix = Case.ReferencePrefix(commission, on);
        var count = await db.Cases.CountAsync(c => c.Reference.StartsWith(prefix), cancellationToken);
        var opened = Case.Open(commission, named, $"{prefix}{count + 1:00}", clock.GetUtcNow());
        db.Add(opened);
        Made.Add(new("case", opened.Id, opened.Reference));
        return opened;
    }

    /// <summary>The reference of a case's next letter.</summary>
    public async Task<string> ReferenceAsync(Case @case, CancellationToken cancellationToken) =>
        $"{@case.Reference}/{await db.Letters.CountAsync(l => l.CaseId == @case.Id, cancellationToken) + 1}";
}
