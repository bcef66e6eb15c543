using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Letters;

/// <summary>What a recommendation asks for.</summary>
public enum RecommendationKind
{
    /// <summary>To do something.</summary>
    Recommendation,

    /// <summary>To tell something.</summary>
    RequestForInformation,

    /// <summary>To come to a meeting.</summary>
    RequestToAttend,
}

/// <summary>A sub-part of a recommendation.</summary>
/// <param name="Label">Such as <c>a</c>.</param>
/// <param name="Text">What it asks.</param>
public sealed record RecommendationPart(string Label, string Text);

/// <summary>One numbered ask of a letter. Its number may restart in each theme, or be absent: theme and order tell them apart.</summary>
public sealed class Recommendation
{
    private readonly List<RecommendationAddressee> addressees = [];

    private Recommendation()
    {
    }

    public Guid Id { get; private init; }

    public Guid LetterId { get; private init; }

    /// <summary>Its place in the letter, from 1.</summary>
    public int Order { get; private init; }

    public string? Theme { get; private init; }

    public string? Number { get; private init; }

    public RecommendationKind Kind { get; private init; }

    public string Text { get; private init; } = "";

    public IReadOnlyList<RecommendationPart> Parts { get; private init; } = [];

    /// <summary>The body it names, in the letter's words; a partnership stands for its members.</summary>
    public string? AddressedTo { get; private init; }

    /// <summary>The organisations that must answer it.</summary>
    public IReadOnlyList<RecommendationAddressee> Addressees => addressees;

    /// <summary>Its number with what it asks, for people: "5", or "Trust and confidence 2".</summary>
    public string Label => (Theme is null ? "" : Theme + " ") + (Number ?? $"no. {Order}");

    public bool Asks(Guid organisationId) => addressees.Any(a => a.OrganisationId == organisationId);

    internal static Recommendation Of(Guid letterId, int order, RecommendationDraft draft, DateTimeOffset now)
    {
        var recommendation = new Recommendation
        {
            Id = Guid.CreateVersion7(now),
            LetterId = letterId,
            Order = order,
            Theme = draft.Theme,
            Number = draft.Number,
            Kind = draft.Kind,
            Text = draft.Text,
            Parts = [.. draft.Parts.Select((text, i) => new RecommendationPart(PartLabel(i), text))],
            AddressedTo = draft.AddressedTo,
        };
        recommendation.addressees.AddRange(draft.AskedOf.Select(id => new RecommendationAddressee(recommendation.Id, id)));
        return recommendation;
    }

    private static string PartLabel(int index) => index < 26 ? ((char)('a' + index)).ToString() : $"{(char)('a' + (index / 26) - 1)}{(char)('a' + (index % 26))}";
}

/// <summary>An organisation that a recommendation asks.</summary>
public sealed record RecommendationAddressee(Guid RecommendationId, Guid OrganisationId);

/// <summary>A recommendation as it is about to be written into a letter.</summary>
internal sealed record RecommendationDraft(
    string? Theme, string? Number, RecommendationKind Kind, string Text, IReadOnlyList<string> Parts, string? AddressedTo, IReadOnlyList<Guid> AskedOf);

internal sealed class RecommendationConfiguration : IEntityTypeConfiguration<Recommendation>
{
    public void Configure(EntityTypeBuilder<Recommendation> recommendation)
    {
        recommendation.ToTable("Recommendation");
        recommendation.Property(r => r.Id).ValueGeneratedNever();
        recommendation.Property(r => r.Theme).HasMaxLength(300);
        recommendation.Property(r => r.Number).HasMaxLength(20);
        recommendation.Property(r => r.AddressedTo).HasMaxLength(200);
        recommendation.Property(r => r.Parts).HasJson();
        recommendation.Ignore(r => r.Label);
        recommendation.HasIndex(r => new { r.LetterId, r.Order }).IsUnique();
        recommendation.HasMany(r => r.Addressees).WithOne().HasForeignKey(a => a.RecommendationId);
        recommendation.Navigation(r => r.Addressees).HasField("addressees");
    }
}

internal sealed class RecommendationAddresseeConfiguration : IEntityTypeConfiguration<RecommendationAddressee>
{
    public void Configure(EntityTypeBuilder<RecommendationAddressee> addressee)
    {
        addressee.ToTable("RecommendationAddressee");
        addressee.HasKey(a => new { a.RecommendationId, a.OrganisationId });
        addressee.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        addressee.HasIndex(a => a.OrganisationId);
    }
}
