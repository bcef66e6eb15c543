using Tracker.Workflow.Calendar;

namespace Tracker.Workflow.Letters;

/// <summary>What an officer should look at before a draft goes to the chair.</summary>
internal static class LetterWarnings
{
    public static IEnumerable<string> Of(ScrutinyLetter letter, string? formerReference)
    {
        if (formerReference is not null && formerReference != letter.Reference)
        {
            yield return $"The reference {formerReference} was replaced by {letter.Reference}.";
        }

        foreach (var organisation in letter.To.GroupBy(r => r.Organisation).Where(g => g.All(r => r.Email is null)))
        {
            yield return $"Nobody at {organisation.Key} has an e-mail address yet; the letter cannot be issued without one.";
        }

        if (letter.ResponseRule is DueRule.NoDate)
        {
            yield return "The letter asks for no response by any date, so nobody will be reminded of one.";
        }

        foreach (var name in letter.RespondentIds.Where(id => letter.AskedOf(id).Count == 0).Select(id => letter.To.First(r => r.OrganisationId == id).Organisation))
        {
            yield return $"No recommendation asks {name} for anything. Move its people to cc if it only gets a copy.";
        }
    }
}
