using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Asks another organisation what the one that was asked said is not for it. The other gets a request, a link and a clock of its own.</summary>
public static class AskInstead
{
    public sealed record Command(Guid RecommendationId, int? ExpectedVersion, Form Body) : ICommand<Result>;

    /// <param name="InsteadOf">The organisation that said it is not for it: name, alias or id.</param>
    /// <param name="Organisation">The one to ask; made if it is unknown.</param>
    /// <param name="Name">The person to write to.</param>
    /// <param name="Email">Their address.</param>
    /// <param name="DueOn">The last day for its reply.</param>
    /// <param name="Role">Their post.</param>
    public sealed record Form(string InsteadOf, string Organisation, string Name, string Email, DateOnly DueOn, string? Role = null);

    public sealed record Result(Guid RecommendationId, int Version, IReadOnlyList<ResponseRequestRow> ResponseRequests);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Organisation).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Body.Name).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Body.Role).MaximumLength(300);
            RuleFor(c => c.Body.Email).Must(e => EmailAddress.FaultOf(e) is null).WithMessage("{PropertyValue} is not one e-mail address.");
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, WorkflowRuntime runtime, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var (body, now) = (request.Body, clock.GetUtcNow());
            var letter = await db.Letters.FindLetterOfAsync(request.RecommendationId, scope.Actor, cancellationToken);
            var recommendation = letter.Recommendations.Single(r => r.Id == request.RecommendationId);
            StaleException.Unless(request.ExpectedVersion, recommendation.Version);
            var respondents = new Respondents(await db.Organisations.ToListAsync(cancellationToken), now);
            var former = respondents.Find(body.InsteadOf) ?? throw new NotFoundException($"Organisation {body.InsteadOf}");
            var other = respondents.FindOrMake(body.Organisation);
            var coverage = await db.CoverageOfAsync(letter, cancellationToken);
            RefusedException.When(body.DueOn < LondonDay.Of(now), "letter.due-date-passed", "The date for the reply is past. Give one to come.");

            var round = letter.AskInstead(recommendation, former.Id, new([new(body.Name, body.Role, other.Id, other.Name, body.Email)], [new(recommendation.Id)], body.DueOn), coverage, (dueDates, now));

            db.AddRange(respondents.Made);
            scope.Record(recommendation.Id, $"{scope.Actor.Name} asked {other.Name} for recommendation {recommendation.Label}, which {former.Name} says is not for it.", letter.Id);
            await db.SaveChangesAsync(cancellationToken);
            await runtime.StartAsync("response-request", round.Id.ToString(), cancellationToken);
            return new(recommendation.Id, recommendation.Version, await db.RowsOfAsync(letter, (dueDates, clock), cancellationToken));
        }
    }
}
