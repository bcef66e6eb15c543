using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Files what an organisation sent about a letter. A substantive reply that leaves nothing open stops its clock, and that of the members it speaks for.</summary>
public static class RecordResponse
{
    public sealed record Command(Guid LetterId, Form Body) : ICommand<Result>;

    /// <summary>What came in.</summary>
    public sealed record Form
    {
        /// <summary>The organisation that sent it: its name, an alias or its id.</summary>
        public required string Organisation { get; init; }

        public required ResponseKind Kind { get; init; }

        /// <summary>The partnership it speaks for, if any.</summary>
        public string? OnBehalfOf { get; init; }

        /// <summary>The day it came, in London; today by default.</summary>
        public DateOnly? ReceivedOn { get; init; }

        /// <summary>The date on it.</summary>
        public DateOnly? Date { get; init; }

        public string? TheirReference { get; init; }

        public string? Text { get; init; }

        public IReadOnlyList<AnswerForm> Answers { get; init; } = [];
    }

    /// <summary>What is said about one recommendation.</summary>
    /// <param name="Recommendation">Its id, or its number where that is clear in this letter.</param>
    /// <param name="Position">Accepted or not.</param>
    /// <param name="Part">A sub-part's label, such as <c>a</c>; none for the whole.</param>
    /// <param name="Text">The respondent's own words.</param>
    /// <param name="PositionWords">How the respondent puts its position, such as "agreed, subject to funding".</param>
    /// <param name="Reasons">Why it takes that position.</param>
    /// <param name="IsPartial">Whether it leaves something of what was asked open.</param>
    /// <param name="ReferredTo">Who should answer instead, for the position <c>notForUs</c>.</param>
    /// <param name="Commitments">What the answer promises.</param>
    public sealed record AnswerForm(
        string Recommendation, Position Position, string? Part = null, string? Text = null, string? PositionWords = null, string? Reasons = null, bool IsPartial = false, string? ReferredTo = null,
        IReadOnlyList<PromiseForm>? Commitments = null);

    public sealed record Result(Guid Id, Guid LetterId, string Organisation, ResponseKind Kind, DateOnly ReceivedOn, IReadOnlyList<ResponseRequestRow> ResponseRequests);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Organisation).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Body.TheirReference).MaximumLength(100);
            RuleFor(c => c.Body.Text).MaximumLength(1_000_000);
            RuleFor(c => c.Body.Answers).Must(a => a.Count <= 2000).WithMessage("At most 2,000 answers.");
            RuleFor(c => c.Body.Answers).Must((c, a) => a.Count == 0 || c.Body.Kind is not (ResponseKind.Acknowledgement or ResponseKind.Holding))
                .WithMessage("An acknowledgement or a holding reply answers nothing. Make it interim or substantive, or leave the answers out.");
            RuleForEach(c => c.Body.Answers).NotNull().ChildRules(a =>
            {
                a.RuleFor(x => x.Recommendation).NotEmpty();
                a.RuleFor(x => x.Text).MaximumLength(100_000);
                a.RuleFor(x => x.Reasons).MaximumLength(100_000);
                a.RuleFor(x => x.PositionWords).MaximumLength(200);
                a.RuleFor(x => x.ReferredTo).MaximumLength(200).Must((x, to) => to is null || x.Position == Position.NotForUs)
                    .WithMessage("Only an answer that something is not for them can name who should answer instead.");
                a.RuleFor(x => x.Commitments).Must(c => c is null || c.Count <= 100).WithMessage("At most 100 commitments in an answer.");
                a.RuleForEach(x => x.Commitments).NotNull().ChildRules(PromiseForm.Check);
            });
        }
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, DueDates dueDates, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var letter = await db.Letters.FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            var known = new Respondents(await db.Organisations.AsNoTracking().ToListAsync(cancellationToken), now);
            var sender = Find(known, request.Body.Organisation);
            var partnership = request.Body.OnBehalfOf is null ? null : Find(known, request.Body.OnBehalfOf);
            var respondents = RespondentsOf(letter, sender, partnership);
            var answers = request.Body.Answers.Select((a, i) => AnswerOf(letter, a, i)).ToList();
            RefuseForeignAnswers(sender, answers);
            RefuseTwofoldAnswers(answers);
            var earlier = await db.ResponsesToAsync(letter.Id, cancellationToken);
            var draft = new ResponseDraft(
                letter.Id, letter.ResponseCount + 1, sender.Id, partnership?.Id, respondents, request.Body.Kind, request.Body.Date, request.Body.ReceivedOn ?? Calendar.LondonDay.Of(now), scope.Actor.Name, request.Body.TheirReference, request.Body.Text);
            var response = Response.Record(draft, Versioned(answers, sender, earlier), now);
            RefusedException.When(earlier.Exists(response.Repeats), "response.duplicate", "This response has been recorded already.");

            var open = letter.ResponseRequests.Where(r => r.AnsweredOn is null).ToList();
            letter.Receive(response, earlier, now);
            var promises = PromisesIn(request.Body, response, letter, now);
            db.Add(response);
            db.AddRange(promises);
            EndWith(letter, promises, now);
            promises.ForEach(p => scope.Also(p.Made(sender, scope.Actor)));
            scope.Record(response.Id, Summary(response, sender, partnership), letter.Id);
            await db.SaveChangesAsync(cancellationToken);
            foreach (var answered in open.Where(r => r.AnsweredOn is not null))
            {
                await runtime.TellAsync(answered, "Answered", scope, cancellationToken);
            }

            foreach (var promise in promises.Where(p => p.IsOpen))
            {
                await runtime.FollowAsync(promise, cancellationToken);
            }

            return new(response.Id, letter.Id, sender.Name, response.Kind, response.ReceivedOn, await db.RowsOfAsync(letter, (dueDates, clock), cancellationToken));
        }

        private static Organisation Find(Respondents known, string name) => known.Find(name) ?? throw new NotFoundException($"Organisation {name}");

        private static List<Guid> RespondentsOf(ScrutinyLetter letter, Organisation sender, Organisation? partnership)
        {
            RefusedException.Unless(
                partnership is null || partnership.Members.Contains(sender.Id), "response.not-a-member", $"{sender.Name} is not a member of {partnership?.Name}, so it cannot answer for it.");
            var respondents = letter.Respondents.Where(id => id == sender.Id || partnership?.Members.Contains(id) == true).ToList();
            RefusedException.Unless(respondents.Contains(sender.Id), "response.not-asked", $"This letter did not ask {sender.Name} for a response.");
            return respondents;
        }

        private static AnswerDraft AnswerOf(ScrutinyLetter letter, AnswerForm form, int index)
        {
            var recommendation = letter.FindRecommendation(form.Recommendation, $"answers[{index}].recommendation");
            return form.Part is null || recommendation.Parts.Any(p => p.Label == form.Part)
                ? new(recommendation, form.Part, form.Position)
                {
                    PositionWords = form.PositionWords,
                    Text = form.Text,
                    Reasons = form.Reasons,
                    IsPartial = form.IsPartial,
                    ReferredTo = form.ReferredTo,
                }
                : throw Invalid($"answers[{index}].part", $"Recommendation {recommendation.Label} has no part {form.Part}.");
        }

        /// <summary>A response is dated when it was made, else when it came.</summary>
        private static List<Commitment> PromisesIn(Form form, Response response, ScrutinyLetter letter, DateTimeOffset now) =>
            [.. response.Answers.Zip(form.Answers).SelectMany(a => (a.Second.Commitments ?? []).Select(p => p.Make(
                new()
                {
                    CommissionId = letter.CommissionId,
                    CaseId = letter.CaseId,
                    OrganisationId = response.OrganisationId,
                    LetterId = letter.Id,
                    RecommendationId = a.First.RecommendationId,
                    ResponseId = response.Id,
                    AnswerOrder = a.First.Order,
                    Theme = letter.Recommendations.First(r => r.Id == a.First.RecommendationId).Theme,
                    MadeOn = response.DatedOn ?? response.ReceivedOn,
                    RecordedBy = response.RecordedBy,
                },
                now)))];

        /// <summary>A letter that is followed no more starts nothing: what is promised afterwards is kept, closed, and taken up with its recommendation.</summary>
        private void EndWith(ScrutinyLetter letter, List<Commitment> promises, DateTimeOffset now)
        {
            if (letter.EndReason is { } reason)
            {
                promises.ForEach(p => p.Close(ClosingReason.NoFurtherAction, Excerpt.Of(reason, 500), scope.Actor, now, letter.Id));
            }
        }

        private static void RefuseForeignAnswers(Organisation sender, List<AnswerDraft> answers)
        {
            var foreign = answers.Find(a => !a.Recommendation.Asks(sender.Id));
            RefusedException.When(foreign is not null, "response.not-addressed", $"Recommendation {foreign?.Recommendation.Label} was not addressed to {sender.Name}.");
        }

        private static void RefuseTwofoldAnswers(List<AnswerDraft> answers)
        {
            var twofold = answers.GroupBy(a => (a.Recommendation.Id, a.Part)).FirstOrDefault(g => g.Count() > 1)?.First();
            if (twofold is not null)
            {
                throw Invalid("answers", $"Recommendation {twofold.Recommendation.Label}{(twofold.Part is null ? "" : " part " + twofold.Part)} is answered twice in the same response.");
            }
        }

        /// <summary>An answer to what was answered before is its next version.</summary>
        private static IEnumerable<AnswerDraft> Versioned(IEnumerable<AnswerDraft> answers, Organisation sender, List<Response> earlier)
        {
            var before = earlier.Where(r => r.OrganisationId == sender.Id).SelectMany(r => r.Answers).ToList();
            return answers.Select(a => a with { Version = 1 + before.Count(b => b.RecommendationId == a.Recommendation.Id && b.Part == a.Part) });
        }

        private static string Summary(Response response, Organisation sender, Organisation? partnership)
        {
            var kind = response.Kind switch
            {
                ResponseKind.Acknowledgement => "an acknowledgement",
                ResponseKind.Holding => "a holding reply",
                ResponseKind.Interim => "an interim reply",
                ResponseKind.Substantive => "a substantive reply",
                _ => "a supplementary reply",
            };
            return $"{response.RecordedBy} recorded {kind} from {sender.Name}{(partnership is null ? "" : " on behalf of " + partnership.Name)}, received {response.ReceivedOn:d MMMM yyyy}.";
        }

        private static ValidationException Invalid(string field, string message) => new([new ValidationFailure(field, message)]);
    }
}
