using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Mail;

/// <summary>Shows a message as its reader would see it.</summary>
public static class PreviewMailTemplate
{
    public sealed record Query(Guid CommissionId, string Kind, PreviewForm Form) : IQuery<WrittenMail>;

    internal sealed class Handler(TrackerDb db, CommandScope scope, MailPreview preview) : IRequestHandler<Query, WrittenMail>
    {
        public async Task<WrittenMail> Handle(Query request, CancellationToken cancellationToken)
        {
            var commission = await db.Commissions.AsNoTracking().FindCommissionAsync(request.CommissionId, scope.Actor, cancellationToken);
            return await preview.WriteAsync(commission, MailKind.Find(request.Kind), request.Form, cancellationToken);
        }
    }
}

/// <summary>Sends such a message to the caller's own address, and to nobody else.</summary>
public static class TestMailTemplate
{
    public sealed record Command(Guid CommissionId, string Kind, PreviewForm Form) : ICommand<Result>;

    /// <param name="To">The caller's address.</param>
    /// <param name="MessageId">Of the message in the outbox.</param>
    /// <param name="Subject">Begins with "Test: ".</param>
    public sealed record Result(string To, string MessageId, string Subject);

    internal sealed class Handler(TrackerDb db, CommandScope scope, MailPreview preview, OutgoingMail outgoing) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var commission = await db.Commissions.FindCommissionAsync(request.CommissionId, scope.Actor, cancellationToken);
            var kind = MailKind.Find(request.Kind);
            var to = await db.Users.Where(u => u.Id == scope.Actor.UserId).Select(u => u.Email).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Your address");
            var written = await preview.WriteAsync(commission, kind, request.Form, cancellationToken);

            var test = written with { Subject = $"Test: {written.Subject}" };
            var id = outgoing.Send(new(outgoing.FaceOf(commission), [new("", EmailAddress.Parse(to))], test) { Kind = MailKind.Test.Name, CorrelationId = commission.Id, CommissionId = commission.Id });

            scope.Record(commission.Id, $"{scope.Actor.Name} had the message \"{kind.Name}\" of {commission.Name} sent to the own address as a test.");
            return new(to, id, test.Subject);
        }
    }
}
