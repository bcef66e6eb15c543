using MediatR;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>The words of a kind of message.</summary>
/// <param name="Kind">Such as <c>letter</c> or <c>chase</c>.</param>
/// <param name="Purpose">When it goes.</param>
/// <param name="Shipped">The words that the product comes with.</param>
/// <param name="Own">The commission's own; none while it uses the shipped ones.</param>
/// <param name="Placeholders">What can stand in it.</param>
public sealed record MailTemplateRow(string Kind, string Purpose, string Shipped, string? Own, IReadOnlyList<MailTemplateRow.Placeholder> Placeholders)
{
    /// <param name="Name">As it is written, with its braces.</param>
    /// <param name="Meaning">What comes there.</param>
    /// <param name="IsRequired">Whether the message cannot do without it.</param>
    /// <param name="StandsAlone">Whether it is a paragraph of its own.</param>
    public sealed record Placeholder(string Name, string Meaning, bool IsRequired, bool StandsAlone);

    internal static MailTemplateRow Of(MailKind kind, Commission commission) => new(
        kind.Name, kind.Purpose, kind.Shipped, commission.TemplateOf(kind.Name), [.. kind.Places.Select(p => new Placeholder(p.Written, p.Meaning, p.IsRequired, p.StandsAlone))]);
}

/// <summary>Every kind of message, with its words and what can stand in them.</summary>
public static class ListMailTemplates
{
    public sealed record Query(Guid CommissionId) : IQuery<Result>;

    /// <param name="Version">The commission's, for <c>If-Match</c>.</param>
    /// <param name="Templates">In the order of a letter's life.</param>
    public sealed record Result(int Version, IReadOnlyList<MailTemplateRow> Templates);

    internal sealed class Handler(TrackerDb db, CommandScope scope) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query request, CancellationToken cancellationToken)
        {
            var commission = await db.Commissions.FindCommissionAsync(request.CommissionId, scope.Actor, cancellationToken);
            return new(commission.Version, [.. MailKind.OfCommissions.Select(k => MailTemplateRow.Of(k, commission))]);
        }
    }
}
