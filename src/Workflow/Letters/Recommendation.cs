using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
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
public sealed class Recommendation : IVersioned
{
    private readonly List<RecommendationAddressee> addressees = [];

    private Recommendation()
    {
    }

    public Guid Id { get; private init; }

    public Guid LetterId { get; private init; }

    public Guid CommissionId { get; private init; }

    /// <summary>Its place in the letter, from 1.</summary>
    public int Order { get; private init; }

    public string? Theme { get; private init; }

    public string? Number { get; private init; }

    public RecommendationKind Kind { get; private init; }

    public string Text { get; private set; } = "";

    public IReadOnlyList<RecommendationPart> Parts { get; private set; } = [];

    /// <summary>Whether its words stand in the letter's narrative, where an officer marked them, and are not listed again.</summary>
    public bool IsInProse { get; private init; }

    /// <summary>The body it names, in the letter's words; a partnership stands for its members.</summary>
    public string? AddressedTo { get; private init; }

    /// <summary>The day the commission closed it.</summary>
    public DateOnly? ClosedOn { get; private set; }

    public ClosingReason? ClosingReason { get; private set; }

    public int Version { get; private set; } = 1;

    /// <summary>The organisations that must answer it.</summary>
    public IReadOnlyList<RecommendationAddressee> Addressees => addressees;

    /// <summary>Its number with what it asks, for people: "5", or "Trust and confidence 2".</summary>
    public string Label => (Theme is null ? "" : Theme + " ") + (Number ?? $"no. {Order}");

    public bool IsClosed => ClosedOn is not null;

    /// <summary>What the commission thinks, over all that were asked: the least content view counts.</summary>
    public View View => IsClosed ? View.Closed : addressees.Select(a => a.View).DefaultIfEmpty(View.Open).MinBy(Contentment);

    public bool Asks(Guid organisationId) => addressees.Exists(a => a.OrganisationId == organisationId);

    /// <summary>Whether the letter itself asked it, before anybody said that someone else should answer.</summary>
    internal bool AskedFromTheStart(Guid organisationId) => addressees.Exists(a => a.OrganisationId == organisationId && a.InsteadOfId is null);

    /// <summary>How often the commission took it up; changes the version even where nothing else changes.</summary>
    public int TakenUp { get; private set; }

    internal void Touch() => TakenUp++;

    /// <summary>Asks another organisation, at the word of the one that was asked.</summary>
    internal void AlsoAsk(Guid organisationId, Guid insteadOfId) => addressees.Add(new(this, organisationId) { InsteadOfId = insteadOfId });

    /// <summary>An answer came; it waits for the commission's view.</summary>
    internal void Answered(IEnumerable<Guid> organisations, DateOnly on)
    {
        Touch(); // nobody decides without having seen it
        foreach (var addressee in addressees.Where(a => !IsClosed && organisations.Contains(a.OrganisationId)))
        {
            addressee.WaitForView(on);
        }
    }

    /// <summary>The commission's view of one organisation's answer, or of all.</summary>
    internal void Take(View view, Guid? organisationId)
    {
        foreach (var addressee in addressees.Where(a => organisationId is null || a.OrganisationId == organisationId))
        {
            addressee.Seen(view);
        }
    }

    internal void Close(ClosingReason reason, DateOnly on)
    {
        (ClosedOn, ClosingReason) = (on, reason);
        StopWaiting();
    }

    /// <summary>Nothing waits for a view any more.</summary>
    internal void StopWaiting() => addressees.ForEach(a => a.StopWaiting());

    internal void Reopen()
    {
        (ClosedOn, ClosingReason) = (null, null);
        addressees.ForEach(a => a.Seen(View.Open));
    }

    /// <summary>Puts its words right in a corrected letter; who is asked, and its number, stay.</summary>
    internal void Correct(string text, IReadOnlyList<string> parts)
    {
        Text = text;
        Parts = parts.Count == 0 ? Parts : [.. parts.Select((words, i) => new RecommendationPart(PartLabel(i), words))];
    }

    internal static Recommendation Of(ScrutinyLetter letter, int order, RecommendationDraft draft, DateTimeOffset now)
    {
        var recommendation = new Recommendation
        {
            Id = Guid.CreateVersion7(now),
            LetterId = letter.Id,
            CommissionId = letter.CommissionId,
            Order = order,
            Theme = draft.Theme,
            Number = draft.Number,
            Kind = draft.Kind,
            Text = draft.Text,
            Parts = [.. draft.Parts.Select((text, i) => new RecommendationPart(PartLabel(i), text))],
            AddressedTo = draft.AddressedTo,
            IsInProse = draft.IsInProse,
        };
        recommendation.addressees.AddRange(draft.AskedOf.Select(id => new RecommendationAddressee(recommendation, id)));
        return recommendation;
    }

    private static int Contentment(View view) => view switch
    {
        View.NotSatisfied => 0,
        View.FurtherInformationWanted => 1,
        View.Open => 2,
        _ => 3,
    };

    private static string PartLabel(int index) => index < 26 ? ((char)('a' + index)).ToString() : $"{(char)('a' + (index / 26) - 1)}{(char)('a' + (index % 26))}";
}

/// <summary>A recommendation as it is about to be written into a letter.</summary>
internal sealed record RecommendationDraft(
    string? Theme, string? Number, RecommendationKind Kind, string Text, IReadOnlyList<string> Parts, string? AddressedTo, IReadOnlyList<Guid> AskedOf)
{
    public bool IsInProse { get; init; }
}

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
        recommendation.Ignore(r => r.View);
        recommendation.Ignore(r => r.IsClosed);
        recommendation.Property(r => r.Version).IsConcurrencyToken();
        recommendation.HasIndex(r => new { r.LetterId, r.Order }).IsUnique();
        recommendation.HasMany(r => r.Addressees).WithOne().HasForeignKey(a => a.RecommendationId);
        recommendation.Navigation(r => r.Addressees).HasField("addressees");
    }
}
