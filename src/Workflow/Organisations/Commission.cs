using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
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

    /// <summary>How its messages look, and where their answers go.</summary>
    public MailStyle Mail { get; private set; } = MailStyle.Default;

    /// <summary>Its own words for messages, by kind; for the others it uses those that the product comes with.</summary>
    public IReadOnlyDictionary<string, string> MailTemplates { get; private set; } = NoTemplates;

    /// <summary>The address for replies, as letters and messages name it; empty when there is none yet.</summary>
    public string RepliesTo => Mail.ReplyTo ?? Email;

    private static IReadOnlyDictionary<string, string> NoTemplates { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

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
        Email = EmailAddress.Parse(email).ToString();
        Council = council ?? Council;
        AddressLines = addressLines ?? AddressLines;
    }

    /// <summary>Sets how its messages look.</summary>
    /// <exception cref="RefusedException"><c>commission.mail-colour</c>, <c>mail.address-invalid</c>.</exception>
    public void WriteAs(MailStyle style)
    {
        style.Check();
        Mail = style;
    }

    /// <summary>Sets its own words for a kind of message.</summary>
    /// <exception cref="RefusedException">Those of <see cref="MailTemplate.Parse"/>.</exception>
    internal void Word(MailKind kind, string text)
    {
        _ = MailTemplate.Parse(kind, text);
        MailTemplates = new Dictionary<string, string>(MailTemplates, StringComparer.Ordinal) { [kind.Name] = text };
    }

    /// <summary>Goes back to the words that the product comes with.</summary>
    internal void Unword(MailKind kind) => MailTemplates = MailTemplates.Where(t => t.Key != kind.Name).ToDictionary(StringComparer.Ordinal);

    internal string? TemplateOf(string kind) => MailTemplates.GetValueOrDefault(kind);

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
        commission.Property(c => c.Mail).HasJson().HasDefaultValue(MailStyle.Default);
        commission.Property(c => c.MailTemplates).HasJson().HasDefaultValue(new Dictionary<string, string>(StringComparer.Ordinal));
        commission.Ignore(c => c.RepliesTo);
        commission.Property(c => c.Version).IsConcurrencyToken();
        commission.HasIndex(c => c.Name).IsUnique();
    }
}
