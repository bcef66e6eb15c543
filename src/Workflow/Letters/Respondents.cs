using FluentValidation;
using FluentValidation.Results;
using Tracker.Workflow.Organisations;

namespace Tracker.Workflow.Letters;

/// <summary>Finds the organisations that a draft names, makes the unknown ones, and says who must answer what.</summary>
internal sealed class Respondents(List<Organisation> known, DateTimeOffset now)
{
    private readonly List<Organisation> made = [];
    private readonly List<string> warnings = [];

    public IReadOnlyList<Organisation> Made => made;

    /// <summary>What was made, as callers are told.</summary>
    public IEnumerable<DraftLetter.Made> Reported => made.Select(o => new DraftLetter.Made(o.IsPartnership ? "partnership" : "organisation", o.Id, o.Name));

    public IReadOnlyList<string> Warnings => warnings;

    public string NameOf(Guid id) => known.Single(o => o.Id == id).Name;

    /// <summary>Takes over aliases, members and contacts that the caller knows.</summary>
    public Organisation Learn(DraftLetter.OrganisationForm form)
    {
        var organisation = FindOrMake(form.Name);
        organisation.IsKnownAs(form.Aliases ?? []);
        organisation.WritesFrom(form.MailDomains ?? []);
        organisation.IsMadeUpOf((form.Members ?? []).Select(FindOrMake).ToList());
        foreach (var contact in form.Contacts ?? [])
        {
            organisation.IsReachedBy(contact);
        }

        return organisation;
    }

    /// <summary>The people in To with their organisations.</summary>
    /// <exception cref="ValidationException">A person's organisation is neither named nor clear from the recommendations.</exception>
    public IReadOnlyList<Recipient> Recipients(DraftLetter.Command request)
    {
        var onlyBody = request.Recommendations.Select(r => r.AddressedTo).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList() is [var one] ? one : null;
        return [.. request.Recipients.Select((person, i) =>
        {
            var name = person.Organisation ?? (request.Recipients.Count == 1 ? onlyBody : null)
                ?? throw Invalid($"recipients[{i}].organisation", $"Say for which organisation {person.Called} is to answer.");
            var organisation = FindOrMake(name);
            return new Recipient(person.Called, person.Role, organisation.Id, organisation.Name, person.Email);
        })];
    }

    /// <summary>The recommendations with the organisations that must answer each.</summary>
    /// <exception cref="ValidationException">A recommendation names a body that nobody in To answers for.</exception>
    public IReadOnlyList<RecommendationDraft> Recommendations(DraftLetter.Command request, IReadOnlyList<Recipient> to) =>
        [.. request.Recommendations.Select((r, i) => new RecommendationDraft(
            r.Theme, r.Number, r.Kind ?? RecommendationKind.Recommendation, r.Text, r.Parts ?? [], r.AddressedTo, AskedOf(r.AddressedTo, to, i)) { IsInProse = r.InProse })];

    private List<Guid> AskedOf(string? addressedTo, IReadOnlyList<Recipient> to, int index)
    {
        var respondents = to.Select(r => r.OrganisationId).Distinct().ToList();
        if (addressedTo is null)
        {
            return respondents;
        }

        var body = Find(addressedTo) is { } found && (respondents.Contains(found.Id) || found.IsPartnership) ? found : Infer(addressedTo, to);
        var asked = body is null ? [] : respondents.Where(id => id == body.Id || body.Members.Contains(id)).ToList();
        return asked.Count > 0 ? asked : throw Invalid(
            $"recommendations[{index}].addressedTo",
            $"Nobody in To answers for {addressedTo}. Add a person of it to recipients, or name it in organisations with its aliases or members.");
    }

    /// <summary>A body that several people in To are said to belong to is their partnership; one that a single person belongs to is another name of theirs.</summary>
    private Organisation? Infer(string name, IReadOnlyList<Recipient> to)
    {
        var members = to.Where(r => r.Role?.Contains(name, StringComparison.OrdinalIgnoreCase) == true)
            .Select(r => known.Single(o => o.Id == r.OrganisationId)).Distinct().ToList();
        if (members is [])
        {
            return null;
        }

        if (members is [var single])
        {
            single.IsKnownAs([name]);
            warnings.Add($"{name} was taken to be {single.Name}, because of the role of its recipient.");
            return single;
        }

        var partnership = FindOrMake(name);
        partnership.IsMadeUpOf(members);
        warnings.Add($"{name} was taken to be a partnership of {string.Join(" and ", members.Select(m => m.Name))}, because of their recipients' roles.");
        return partnership;
    }

    /// <summary>By name, alias or id.</summary>
    public Organisation? Find(string name) => known.Find(o => Guid.TryParse(name, out var id) ? o.Id == id : o.GoesBy(name));

    public Organisation FindOrMake(string name)
    {
        if (Find(name) is { } found)
        {
            return found;
        }

        var organisation = Organisation.Found(name.Trim(), now);
        known.Add(organisation);
        made.Add(organisation);
        return organisation;
    }

    private static ValidationException Invalid(string field, string message) => new([new ValidationFailure(field, message)]);
}
