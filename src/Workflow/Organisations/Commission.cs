using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Organisations;

/// <summary>A public scrutiny body: who it is, how its letters look, and how it reminds.</summary>
public sealed class Commission : IVersioned
{
    private Commission()
    {
    }

    public Guid Id { get; private init; }

    public string Name { get; private init; } = "";

    public string? Council { get; private set; }

    /// <summary>The postal address under the name on the letterhead.</summary>
    public IReadOnlyList<string> AddressLines { get; private set; } = [];

    /// <summary>Where letters come from and replies go to.</summary>
    public string Email { get; private set; } = "";

    public ReminderLadder Ladder { get; private set; } = ReminderLadder.Default;

    /// <summary>How many meetings were planned; each changes the version, so that two are never planned for one day at the same moment.</summary>
    public int MeetingCount { get; private set; }

    internal void PlansMeeting() => MeetingCount++;

    /// <summary>How it calls positions, implementation and views.</summary>
    public CommissionLabels Labels { get; private set; } = CommissionLabels.Default;

    /// <summary>When it asks how far a promise is.</summary>
    public FollowUpRule FollowUp { get; private set; } = FollowUpRule.Default;

    public int Version { get; private set; } = 1;

    public static Commission Found(string name, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = name,
    };

    /// <summary>The letters of its name's significant words, such as SSSC.</summary>
    public string Initials => new([.. Name.Split(',')[0].Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Where(w => !OrganisationName.IsSmall(w)).Select(w => char.ToUpperInvariant(w[0]))]);

    public void WriteFrom(string email, string? council, IReadOnlyList<string>? addressLines)
    {
        Email = Mail.EmailAddress.Parse(email).ToString();
        Council = council ?? Council;
        AddressLines = addressLines ?? AddressLines;
    }

    /// <summary>Sets when this commission reminds, and its quiet periods. Reminders that are already planned follow the new rule when they next look.</summary>
    public void RemindBy(ReminderLadder ladder)
    {
        ladder.Check();
        Ladder = ladder;
    }

    /// <summary>Sets how this commission calls the canonical values.</summary>
    /// <exception cref="RefusedException"><c>commission.label-unknown</c>.</exception>
    public void Call(CommissionLabels labels)
    {
        var unknown = CommissionLabels.Unknown<Position>(labels.Positions).Concat(CommissionLabels.Unknown<Implementation>(labels.Implementation))
            .Concat(CommissionLabels.Unknown<View>(labels.Views)).ToList();
        RefusedException.When(unknown.Count > 0, "commission.label-unknown", $"There is nothing called {string.Join(", ", unknown)} to give a label to.");
        Labels = labels;
    }

    internal string LabelOf(Position position) => CommissionLabels.Of(Labels.Positions, position);

    internal string LabelOf(Implementation implementation) => CommissionLabels.Of(Labels.Implementation, implementation);

    internal string LabelOf(View view) => CommissionLabels.Of(Labels.Views, view);

    /// <summary>Sets when this commission asks how far promises are. Questions that are already planned follow the new rule when they next look.</summary>
    /// <exception cref="RefusedException"><c>commission.follow-up-out-of-range</c>.</exception>
    public void FollowUpBy(FollowUpRule rule)
    {
        rule.Check();
        FollowUp = rule;
    }
}

internal sealed class CommissionConfiguration : IEntityTypeConfiguration<Commission>
{
    public void Configure(EntityTypeBuilder<Commission> commission)
    {
        commission.ToTable("Commission");
        commission.Property(c => c.Id).ValueGeneratedNever();
        commission.Property(c => c.Name).HasMaxLength(200);
        commission.Property(c => c.Council).HasMaxLength(200);
        commission.Property(c => c.Email).HasMaxLength(254);
        commission.Property(c => c.AddressLines).HasJson();
        commission.Property(c => c.Ladder).HasJson(CalendarJson.Options);
        commission.Property(c => c.Labels).HasJson().HasDefaultValue(CommissionLabels.Default); // for commissions that were there before them
        commission.Property(c => c.FollowUp).HasJson().HasDefaultValue(FollowUpRule.Default);
        commission.Property(c => c.Version).IsConcurrencyToken();
        commission.HasIndex(c => c.Name).IsUnique();
    }
}
