using Tracker.Workflow.Letters;

namespace Tracker.Workflow.Responses;

/// <summary>How far an organisation has dealt with a recommendation; computed from its answers.</summary>
public enum CoverageState
{
    NotAddressed,
    Partly,
    Answered,
}

/// <summary>One cell of the coverage matrix.</summary>
/// <param name="RecommendationId">What was asked.</param>
/// <param name="OrganisationId">Who was asked.</param>
/// <param name="State">How far it is dealt with.</param>
/// <param name="MissingParts">The labels of the sub-parts still open; empty when it has none or all are.</param>
/// <param name="Answers">What counts now: the newest version for the whole and for each sub-part, in the order of the parts.</param>
public sealed record CoverageCell(Guid RecommendationId, Guid OrganisationId, CoverageState State, IReadOnlyList<string> MissingParts, IReadOnlyList<Answer> Answers);

/// <summary>What is still to be answered of a recommendation.</summary>
/// <param name="Recommendation">The recommendation.</param>
/// <param name="Parts">The sub-parts still open; all of them, or none when it has none.</param>
/// <param name="Words">What a later round wants to know.</param>
internal sealed record Missing(Recommendation Recommendation, IReadOnlyList<RecommendationPart> Parts, string? Words = null);

/// <summary>The coverage matrix of a letter: recommendation and sub-part by respondent. An answer for a partnership counts for each of its members.</summary>
/// <param name="letter">With its recommendations and response requests.</param>
/// <param name="responses">All that came in about it, with their answers.</param>
internal sealed class Coverage(ScrutinyLetter letter, IEnumerable<Response> responses)
{
    private readonly List<Response> inOrder = [.. responses.Where(r => r.Kind is not (ResponseKind.Acknowledgement or ResponseKind.Holding)).OrderBy(r => r.Number)];

    /// <summary>Every cell, recommendation by recommendation.</summary>
    public IEnumerable<CoverageCell> Cells => letter.Recommendations.OrderBy(r => r.Order)
        .SelectMany(r => letter.Respondents.Where(r.Asks).Select(organisation => CellOf(r, organisation)));

    public CoverageCell CellOf(Recommendation recommendation, Guid organisationId) => CellOf(recommendation, organisationId, letter.AskedAfter(recommendation, organisationId));

    /// <summary>What a request still asks for. What the commission has closed is not asked for any more.</summary>
    public IReadOnlyList<Missing> MissingOf(ResponseRequest request) =>
        [.. letter.AskedIn(request).Where(r => !r.IsClosed).Select(r => MissingOf(r, request)).OfType<Missing>()];

    /// <summary>Whether the organisation has given its word since it was asked, and not only a first part.</summary>
    public bool HasFinalWordIn(ResponseRequest request) => RepliesTo(request).Any(r => r.IsFinal);

    private Missing? MissingOf(Recommendation recommendation, ResponseRequest request)
    {
        var cell = CellOf(recommendation, request.OrganisationId, request.AfterResponse, request.IssuedOn);
        var words = request.Questions.FirstOrDefault(q => q.RecommendationId == recommendation.Id)?.Words;
        return cell.State == CoverageState.Answered ? null : new(recommendation, [.. recommendation.Parts.Where(p => cell.MissingParts.Contains(p.Label))], words);
    }

    /// <summary>The day of the last reply that a request's answer is made of.</summary>
    public DateOnly LastReplyOn(ResponseRequest request) => RepliesTo(request).Max(r => r.ReceivedOn);

    private IEnumerable<Response> RepliesTo(ResponseRequest request) =>
        inOrder.Where(r => r.Number > request.AfterResponse && r.ReceivedOn >= request.IssuedOn && r.SpeaksFor.Contains(request.OrganisationId));

    private CoverageCell CellOf(Recommendation recommendation, Guid organisationId, int after, DateOnly since = default)
    {
        var labels = recommendation.Parts.Count == 0 ? [""] : recommendation.Parts.Select(p => p.Label).ToList();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var newest = new Dictionary<string, Answer>(StringComparer.Ordinal);
        var isBlanket = false;
        foreach (var response in inOrder.Where(r => r.Number > after && r.ReceivedOn >= since && r.SpeaksFor.Contains(organisationId) && recommendation.Asks(r.OrganisationId)))
        {
            if (response.AnswersAll)
            {
                isBlanket = true;
                done.UnionWith(labels);
            }

            foreach (var answer in response.Answers.Where(a => a.RecommendationId == recommendation.Id).OrderBy(a => a.Order))
            {
                newest[answer.Part ?? ""] = answer;
                Mark(done, answer.Part is null ? labels : [answer.Part], answer.IsPartial);
            }
        }

        var state = done.Count == labels.Count ? CoverageState.Answered : isBlanket || newest.Count > 0 ? CoverageState.Partly : CoverageState.NotAddressed;
        return new(recommendation.Id, organisationId, state, [.. labels.Where(l => l.Length > 0 && !done.Contains(l))], [.. newest.OrderBy(n => labels.IndexOf(n.Key)).Select(n => n.Value)]);
    }

    private static void Mark(HashSet<string> done, IEnumerable<string> labels, bool isPartial)
    {
        if (isPartial)
        {
            done.ExceptWith(labels);
        }
        else
        {
            done.UnionWith(labels);
        }
    }
}
