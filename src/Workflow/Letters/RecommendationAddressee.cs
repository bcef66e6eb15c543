using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Organisations;

namespace Tracker.Workflow.Letters;

/// <summary>What the commission thinks of an answer.</summary>
public enum View
{
    /// <summary>Not looked at yet, or opened again.</summary>
    Open,
    FurtherInformationWanted,
    Satisfied,
    NotSatisfied,
    Closed,
}

/// <summary>Why the commission stopped following a recommendation.</summary>
public enum ClosingReason
{
    Implemented,
    NotImplemented,
    Superseded,
    NoFurtherAction,
}

/// <summary>An organisation that a recommendation asks, and how far the commission is with its answer.</summary>
public sealed class RecommendationAddressee
{
    private RecommendationAddressee()
    {
    }

    internal RecommendationAddressee(Recommendation recommendation, Guid organisationId) =>
        (RecommendationId, CommissionId, OrganisationId) = (recommendation.Id, recommendation.CommissionId, organisationId);

    public Guid RecommendationId { get; private init; }

    /// <summary>Whose letter it is; kept here for lists.</summary>
    public Guid CommissionId { get; private init; }

    public Guid OrganisationId { get; private init; }

    /// <summary>The organisation that said this one should answer.</summary>
    public Guid? InsteadOfId { get; init; }

    public View View { get; private set; }

    /// <summary>The day of the answer that the commission has not taken a view of; none when nothing waits.</summary>
    public DateOnly? WaitingSince { get; private set; }

    internal void WaitForView(DateOnly answeredOn) => WaitingSince ??= answeredOn;

    internal void Seen(View view) => (View, WaitingSince) = (view, null);

    internal void StopWaiting() => WaitingSince = null;
}

internal sealed class RecommendationAddresseeConfiguration : IEntityTypeConfiguration<RecommendationAddressee>
{
    public void Configure(EntityTypeBuilder<RecommendationAddressee> addressee)
    {
        addressee.ToTable("RecommendationAddressee");
        addressee.HasKey(a => new { a.RecommendationId, a.OrganisationId });
        addressee.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        addressee.HasIndex(a => a.OrganisationId);
        addressee.HasIndex(a => new { a.WaitingSince, a.RecommendationId });
        addressee.HasIndex(a => new { a.CommissionId, a.WaitingSince, a.RecommendationId });
    }
}
