using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>The summary of the responses to a letter as they stand now, as data.</summary>
public static class GetResponseSummary
{
    public sealed record Query(Guid LetterId) : IQuery<ResponseSummary>;

    internal sealed class Handler(TrackerDb db, CommandScope scope, SummaryMaker maker) : IRequestHandler<Query, ResponseSummary>
    {
        public async Task<ResponseSummary> Handle(Query request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.AsNoTracking().FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            return SummaryMaker.Make(await maker.SourcesOfAsync(letter, cancellationToken));
        }
    }
}

/// <summary>The summary of responses as PDF: as they stand now, or one that was made for the commission.</summary>
public static class GetSummaryDocument
{
    /// <param name="LetterId">The letter.</param>
    /// <param name="Kept">The id of a summary that was kept; the present state without.</param>
    public sealed record Query(Guid LetterId, Guid? Kept = null) : IQuery<GetLetterDocument.Result>;

    internal sealed class Handler(TrackerDb db, CommandScope scope, SummaryMaker maker, TimeProvider clock) : IRequestHandler<Query, GetLetterDocument.Result>
    {
        public async Task<GetLetterDocument.Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.AsNoTracking().FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            if (request.Kept is { } kept)
            {
                var made = await db.Set<KeptSummary>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == kept && s.LetterId == letter.Id, cancellationToken) ?? throw new NotFoundException("Summary");
                return new(SummaryDocuments.FileName(letter.Reference), made.Content);
            }

            var sources = await maker.SourcesOfAsync(letter, cancellationToken);
            return new(SummaryDocuments.FileName(letter.Reference), SummaryDocuments.Write(SummaryMaker.Make(sources), sources.Commission, clock.GetUtcNow()));
        }
    }
}

/// <summary>The coverage matrix of a letter: recommendation and sub-part by respondent.</summary>
public static class GetCoverage
{
    public sealed record Query(Guid LetterId) : IQuery<Result>;

    public sealed record Result(Guid LetterId, IReadOnlyList<Row> Recommendations);

    public sealed record Row(Guid RecommendationId, string Label, IReadOnlyList<Cell> Respondents);

    /// <remarks>
    /// <c>State</c>: of the whole recommendation.
    /// <c>Parts</c>: of each sub-part, in order; empty when there are none.
    /// </remarks>
    public sealed record Cell(Guid OrganisationId, string Organisation, CoverageState State, IReadOnlyList<PartState> Parts);

    public sealed record PartState(string Label, CoverageState State);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var letter = await db.Letters.AsNoTracking().FindLetterAsync(request.LetterId, scope.Actor, cancellationToken);
            var coverage = await db.CoverageOfAsync(letter, cancellationToken);
            var cells = coverage.Cells.ToLookup(c => c.RecommendationId);
            return new(letter.Id, [.. letter.Recommendations.OrderBy(r => r.Order).Select(r => new Row(r.Id, r.Label, [.. cells[r.Id].Select(c => CellOf(letter, r, c))]))]);
        }

        private static Cell CellOf(ScrutinyLetter letter, Recommendation recommendation, CoverageCell cell) => new(
            cell.OrganisationId, letter.NameOf(cell.OrganisationId), cell.State, [.. recommendation.Parts.Select(p => new PartState(p.Label, StateOf(p.Label, cell)))]);

        private static CoverageState StateOf(string part, CoverageCell cell) => !cell.MissingParts.Contains(part) ? CoverageState.Answered
            : cell.Answers.Any(a => a.Part is null || a.Part == part) ? CoverageState.Partly
            : CoverageState.NotAddressed;
    }
}
