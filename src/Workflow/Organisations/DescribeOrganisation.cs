using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Organisations;

/// <summary>Adds what is known about an organisation: aliases, members of a partnership, contacts. An unknown one is made.</summary>
public static class DescribeOrganisation
{
    public sealed record Command(DraftLetter.OrganisationForm Body) : ICommand<ListOrganisations.Row>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).ChildRules(DraftLetterValidator.Organisation);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, ListOrganisations.Row>
    {
        public async Task<ListOrganisations.Row> Handle(Command request, CancellationToken cancellationToken)
        {
            var respondents = new Respondents(await db.Organisations.ToListAsync(cancellationToken), clock.GetUtcNow());
            var organisation = respondents.Learn(request.Body);

            db.AddRange(respondents.Made);
            scope.Record(organisation.Id, $"{scope.Actor.Name} described {organisation.Name}.");
            await db.SaveChangesAsync(cancellationToken);
            return ListOrganisations.Row.Of(organisation);
        }
    }
}
