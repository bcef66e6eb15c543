using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Organisations;

/// <summary>A person at an organisation whom the product may write to.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Email">Their address.</param>
/// <param name="Role">Their post, if known.</param>
/// <param name="IsEscalation">Joins from the third chase.</param>
public sealed record Contact(string Name, string Email, string? Role = null, bool IsEscalation = false);

/// <summary>A body that is asked to respond. A partnership is one with members.</summary>
public sealed class Organisation : IVersioned
{
    private Organisation()
    {
    }

    public Guid Id { get; private init; }

    public string Name { get; private init; } = "";

    public IReadOnlyList<string> Aliases { get; private set; } = [];

    /// <summary>The members of a partnership; empty for any other body.</summary>
    public IReadOnlyList<Guid> Members { get; private set; } = [];

    public IReadOnlyList<Contact> Contacts { get; private set; } = [];

    /// <summary>Domains from which its people write, such as <c>police.example</c>; in lower case.</summary>
    public IReadOnlyList<string> MailDomains { get; private set; } = [];

    public int Version { get; private set; } = 1;

    public bool IsPartnership => Members.Count > 0;

    public static Organisation Found(string name, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), Name = name };

    /// <summary>Is also known by these names; names it already has are left as they are.</summary>
    public void IsKnownAs(IEnumerable<string> aliases) =>
        Aliases = [.. Aliases, .. aliases.Where(a => !GoesBy(a)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Its people also write from these domains.</summary>
    public void WritesFrom(IEnumerable<string> domains) => MailDomains = [.. MailDomains.Union(domains.Select(d => d.Trim().TrimStart('@').ToLowerInvariant()), StringComparer.Ordinal)];

    /// <summary>Adds a contact, or replaces the one with the same address.</summary>
    public void IsReachedBy(Contact contact)
    {
        var address = EmailAddress.Parse(contact.Email).ToString();
        Contacts = [.. Contacts.Where(c => !string.Equals(c.Email, address, StringComparison.OrdinalIgnoreCase)), contact with { Email = address }];
    }

    /// <summary>Corrects the address of a contact.</summary>
    /// <returns>Whether anybody had that address.</returns>
    public bool IsReachedNoMoreAt(string former, Contact corrected)
    {
        if (!Contacts.Any(c => string.Equals(c.Email, former, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        Contacts = [.. Contacts.Select(c => string.Equals(c.Email, former, StringComparison.OrdinalIgnoreCase) ? c with { Name = corrected.Name, Email = corrected.Email } : c).DistinctBy(c => c.Email, StringComparer.OrdinalIgnoreCase)];
        return true;
    }

    /// <summary>Makes this a partnership of those members.</summary>
    public void IsMadeUpOf(IEnumerable<Organisation> members) => Members = [.. Members.Union(members.Select(m => m.Id))];

    public bool GoesBy(string name) => OrganisationName.Same(Name, name) || Aliases.Any(a => OrganisationName.Same(a, name));
}

internal sealed class OrganisationConfiguration : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> organisation)
    {
        organisation.ToTable("Organisation");
        organisation.Property(o => o.Id).ValueGeneratedNever();
        organisation.Property(o => o.Name).HasMaxLength(200);
        organisation.Property(o => o.Aliases).HasJson();
        organisation.Property(o => o.Members).HasJson();
        organisation.Property(o => o.Contacts).HasJson();
        organisation.Property(o => o.MailDomains).HasJson().HasDefaultValue(Array.Empty<string>()); // for rows from before there were any
        organisation.Property(o => o.Version).IsConcurrencyToken();
        organisation.HasIndex(o => o.Name).IsUnique();
    }
}
