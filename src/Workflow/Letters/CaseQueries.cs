using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>How cases are found by name.</summary>
internal static class CaseQueries
{
    /// <summary>The commission's case of that reference or subject, else a new one with the next number of the municipal year.</summary>
    public static async Task<(Case Case, bool IsNew)> FindOrOpenCaseAsync(
        this TrackerDb db, Commission commission, string named, (DateOnly On, DateTimeOffset Now) at, CancellationToken cancellationToken)
    {
        var found = await db.Cases.Where(c => c.CommissionId == commission.Id)
            .FirstOrDefaultAsync(c => c.Reference == named || c.Subject == named, cancellationToken);
        if (found is not null)
        {
            return (found, false);
        }

        var prefix = Case.ReferencePrefix(commission, at.On);
        var count = await db.Cases.CountAsync(c => c.Reference.StartsWith(prefix), cancellationToken);
        var opened = Case.Open(commission, named, $"{prefix}{count + 1:00}", at.Now);
        db.Add(opened);
        return (opened, true);
    }
}
