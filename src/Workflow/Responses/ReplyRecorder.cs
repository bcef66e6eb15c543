using FluentValidation;
using FluentValidation.Results;
using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>Takes a reply in, however it came: typed in by an officer, or accepted from an e-mail.</summary>
internal sealed class ReplyRecorder(TrackerDb db, CommandScope scope, WorkflowRuntime runtime, DueDates dueDates, TimeProvider clock)
{
    /// <summary>Records it, and says so in the command's event.</summary>
    /// <param name="letterId">What it answers.</param>
    /// <param name="form">What came in.</param>
    /// <param name="fromMessage">The e-mail it is transcribed from.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RecordResponse.Result> RecordAsync(Guid letterId, RecordResponse.Form form, Guid? fromMessage, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var letter = await db.Letters.FindLetterAsync(letterId, scope.Actor, cancellationToken);
        var known = new Respondents(await db.Organisations.AsNoTracking().ToListAsync(cancellationToken), now);
        var sender = Find(known, form.Organisation);
        var partnership = form.OnBehalfOf is null ? null : Find(known, form.OnBehalfOf);
        var respondents = RespondentsOf(letter, sender, partnership);
        var answers = form.Answers.Select((a, i) => AnswerOf(letter, a, i)).ToList();
        RefuseForeignAnswers(sender, answers);
        RefuseTwofoldAnswers(answers);
        var earlier = await db.ResponsesToAsync(letter.Id, cancellationToken);
        var draft = new ResponseDraft(
            letter.Id, letter.ResponseCount + 1, sender.Id, partnership?.Id, respondents, form.Kind, form.Date, form.ReceivedOn ?? Calendar.LondonDay.Of(now), scope.Actor.Name, form.TheirReference, form.Text)
        {
            IncomingMessageId = fromMessage,
        };
        var response = Response.Record(draft, Versioned(answers, sender, earlier), now);
        RefusedException.When(earlier.Exists(response.Repeats), "response.duplicate", "This response has been recorded already.");

        var open = letter.ResponseRequests.Where(r => r.AnsweredOn is null).ToList();
        letter.Receive(response, earlier, now);
        var promises = PromisesIn(form, response, letter, now);
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

        return new RecordResponse.Result(response.Id, letter.Id, sender.Id, sender.Name, response.Kind, response.ReceivedOn, await db.RowsOfAsync(letter, (dueDates, clock), cancellationToken));
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

    private static AnswerDraft AnswerOf(ScrutinyLetter letter, RecordResponse.AnswerForm form, int index)
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
    private static List<Commitment> PromisesIn(RecordResponse.Form form, Response response, ScrutinyLetter letter, DateTimeOffset now) =>
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
        return $"{response.RecordedBy} recorded {kind} from {sender.Name}{(response.IncomingMessageId is null ? "" : " that came by e-mail")}{(partnership is null ? "" : " on behalf of " + partnership.Name)}, received {response.ReceivedOn:d MMMM yyyy}.";
    }

    private static ValidationException Invalid(string field, string message) => new([new ValidationFailure(field, message)]);
}
