using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Letters;

/// <summary>Every message that will go if nobody answers: to whom, when and why. After issue, also what became of each.</summary>
public static class PreviewReminders
{
    /// <summary>Chases go on without end; this many are shown.</summary>
    private const int ChasesShown = 6;

    public sealed record Query(Guid LetterId) : IQuery<Result>;

    /// <param name="LetterId">The letter.</param>
    /// <param name="AsIfIssuedOn">The day of issue that the plan is counted from: for a draft today, or its own date if that is still to come.</param>
    /// <param name="Messages">In the order they go.</param>
    /// <param name="AndThen">What goes on after the last one shown.</param>
    public sealed record Result(Guid LetterId, DateOnly AsIfIssuedOn, IReadOnlyList<PlannedMessage> Messages, string AndThen);

    /// <param name="Organisation">Who is written to; none for a copy.</param>
    /// <param name="Rule"><c>letter</c>, <c>question</c> of a later round, <c>copy</c>, <c>acknowledge</c>, <c>due-soon-10</c>, <c>due-soon-3</c> or <c>chase</c>.</param>
    /// <param name="Occurrence">1 for the first of its rule.</param>
    /// <param name="On">The day, Europe/London.</param>
    /// <param name="To">The addresses.</param>
    /// <param name="Status"><c>planned</c>, <c>sent</c>, <c>skipped</c>, <c>missed</c> or <c>struck</c>.</param>
    /// <param name="Reason">Why it will not go.</param>
    public sealed record PlannedMessage(string? Organisation, string Rule, int Occurrence, DateOnly On, IReadOnlyList<string> To, string Status, string? Reason);

    internal sealed class Handler(TrackerDb db, CommandScope scope, DueDates dueDates, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.AsNoTracking().FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            var ladder = (await db.Commissions.AsNoTracking().SingleAsync(c => c.Id == letter.CommissionId, cancellationToken)).Ladder;
            var asked = letter.Respondents.ToList();
            var organisations = await db.Organisations.AsNoTracking().Where(o => asked.Contains(o.Id)).ToListAsync(cancellationToken);
            var issuedOn = letter.IssuedOn ?? letter.IssuableOn(LondonDay.Of(clock));
            var now = clock.GetUtcNow();
            var requests = letter.IssuedAt is null ? letter.RespondentIds.Select(id => ResponseRequest.Open(letter, id, issuedOn, (dueDates, now))) : letter.InOrder;
            var messages = requests.SelectMany(r => PlanFor(letter, r, organisations.Single(o => o.Id == r.OrganisationId), ladder))
                .Concat(letter.Cc.Where(p => p.Email is not null).Select(p => new PlannedMessage(Organisation: null, "copy", 1, issuedOn, [p.Email!], letter.IssuedOn is null ? "planned" : "sent", Reason: null)));
            return new(letter.Id, issuedOn, [.. messages.OrderBy(m => m.On)], $"Then a chase every {ladder.ChaseEveryDays} working days until it is answered, paused, withdrawn or closed.");
        }

        private IEnumerable<PlannedMessage> PlanFor(ScrutinyLetter letter, ResponseRequest request, Organisation organisation, ReminderLadder ladder)
        {
            var people = letter.PeopleOf(request).Where(r => r.Email is not null).Select(r => r.Email!).ToList();
            if (letter.Origin == LetterOrigin.Issued || !request.IsOfTheLetter)
            {
                yield return new(organisation.Name, request.IsOfTheLetter ? "letter" : "question", 1, request.IssuedOn, people, letter.IssuedOn is null ? "planned" : "sent", Reason: null);
            }

            foreach (var dealt in request.Reminders.OrderBy(r => r.PlannedOn))
            {
                yield return new(organisation.Name, dealt.Rule, dealt.Occurrence, dealt.PlannedOn, people, dealt.Outcome.ToString().ToLowerInvariant(), dealt.Reason);
            }

            var struck = letter.Struck.Where(s => s.OrganisationId == organisation.Id).ToList();
            foreach (var step in request.Ahead(ladder, dueDates.CalendarOf(letter.ResponseRule)).TakeWhile(s => s.Rule != ReminderStep.Chase || s.Occurrence <= ChasesShown))
            {
                List<string> to = [.. people, .. step.JoinsEscalation ? organisation.Contacts.Where(c => c.IsEscalation).Select(c => c.Email) : []];
                var isStruck = struck.Exists(s => s.Rule == step.Rule && s.Occurrence == step.Occurrence);
                yield return new(
                    organisation.Name, step.Rule, step.Occurrence, step.On, to,
                    isStruck ? "struck" : step.Skipped is null ? "planned" : "skipped", isStruck ? "Struck out before issue." : step.Skipped);
            }
        }
    }
}
