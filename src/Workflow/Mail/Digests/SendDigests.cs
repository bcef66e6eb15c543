using Microsoft.EntityFrameworkCore;
using Tracker.Engine;
using Tracker.Workflow.Access;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Operations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Mail;

/// <summary>Queues the daily message of every officer and chair who takes it and for whom something waits; none on a day that is not a working day.
/// Outcomes: <c>Done</c>; <c>Succeeded</c> when another instance took over.</summary>
/// <remarks>The key of a message is person and day, so neither a retry nor a second node sends two.</remarks>
[Activity("Tracker.SendDigests", "Done", "Succeeded")]
internal sealed class SendDigests(TrackerDb db, DigestContent content, OutgoingMail outgoing, MailSettings settings, DueDates dueDates) : IActivity
{
    /// <summary>The definition of the one instance, and what it is about.</summary>
    public const string Name = "digest";

    private const int DaysKept = 400; // how long the link in a message turns it off

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var (today, calendar) = (LondonDay.Of(context.Now), dueDates.Calendars.Latest("england-and-wales"));
        if (calendar.IsWorkingDay(today))
        {
            var days = new DigestDays(today, calendar.Before(today, 1));
            var sent = 0;
            foreach (var user in await ReadersAsync(today, cancellationToken))
            {
                sent += await SendAsync(user, days, context.Now, cancellationToken) ? 1 : 0;
            }

            context.Write($"{sent} sent");
        }

        await db.Set<Digest>().Where(d => d.On < today.AddDays(-DaysKept)).ExecuteDeleteAsync(cancellationToken);
        return await StandingWorkflow.NextRoundAsync(context, db, Name, cancellationToken);
    }

    private Task<List<User>> ReadersAsync(DateOnly today, CancellationToken cancellationToken) => db.Users
        .Where(u => u.TakesDigest && (u.Role == Role.Officer || u.Role == Role.Chair) && !db.Set<Digest>().Any(d => d.UserId == u.Id && d.On == today))
        .OrderBy(u => u.Id).ToListAsync(cancellationToken);

    private async Task<bool> SendAsync(User user, DigestDays days, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await content.OfAsync(user, days, cancellationToken) is not { } values)
        {
            return false;
        }

        var (digest, secret) = Digest.Of(user, days.Today, now);
        var off = outgoing.LinkTo($"digest/off/{secret}");
        values["unsubscribe"] = new MailValue.Link("Turn this daily message off", off);
        var commission = user.CommissionId is { } own ? await db.Commissions.SingleAsync(c => c.Id == own, cancellationToken) : null;
        var face = commission is null ? MailFace.Of(settings) : outgoing.FaceOf(commission);
        db.Add(digest);
        outgoing.Send(new(face, [new("", EmailAddress.Parse(user.Email))], MailTemplate.Parse(MailKind.Digest, MailKind.Digest.Shipped).Write(values, face))
        {
            Kind = MailKind.Digest.Name,
            CorrelationId = user.Id,
            CommissionId = user.CommissionId,
            IsAutomatic = true,
            Unsubscribe = off,
        });
        return true;
    }
}
