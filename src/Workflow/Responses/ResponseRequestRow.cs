using Tracker.Workflow.Calendar;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Operations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>A response request as callers see it.</summary>
public sealed record ResponseRequestRow
{
    public required Guid Id { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string Organisation { get; init; }

    /// <summary>1 for what the letter asks; later ones ask again, or ask what another organisation passed on.</summary>
    public required int Round { get; init; }

    public required ResponseRequestState State { get; init; }

    public required DateOnly? DueOn { get; init; }

    public required DateOnly? OriginalDueOn { get; init; }

    public required DateOnly? StatutoryOn { get; init; }

    /// <summary>How the due date came about, in plain English.</summary>
    public required string Explanation { get; init; }

    /// <summary>The ids of the recommendations it was asked to answer.</summary>
    public required IReadOnlyList<Guid> Asked { get; init; }

    /// <summary>What a later round wants to know.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>The day the respondent last promised its reply for; it moves no due date.</summary>
    public required DateOnly? PromisedOn { get; init; }

    /// <summary>Everything it promised, in order.</summary>
    public required IReadOnlyList<ReplyPromise> Promises { get; init; }

    public required DateOnly? AcknowledgedOn { get; init; }

    public required DateOnly? AnsweredOn { get; init; }

    /// <summary>Calendar days late: of the answer, or so far.</summary>
    public required int DaysLate { get; init; }

    /// <summary>Calendar days from the letter to the answer.</summary>
    public required int? DaysToReply { get; init; }

    public required int RemindersSent { get; init; }

    /// <summary>Since when no message reaches the organisation; it is not chased until the contact is fixed.</summary>
    public required DateTimeOffset? UnreachableSince { get; init; }

    /// <summary>Since when a message that may be its reply waits for an officer; it is not chased meanwhile.</summary>
    public required DateTimeOffset? ReplyWaitsSince { get; init; }

    public required Guid? WorkflowInstanceId { get; init; }

    public required int Version { get; init; }

    internal static ResponseRequestRow Of(ResponseRequest request, ScrutinyLetter letter, DueDate due, DateOnly today) => new()
    {
        Id = request.Id,
        OrganisationId = request.OrganisationId,
        Organisation = letter.NameOf(request.OrganisationId),
        Round = request.Round,
        State = request.StateOn(today),
        DueOn = request.DueOn,
        OriginalDueOn = request.OriginalDueOn,
        StatutoryOn = request.StatutoryOn,
        Explanation = due.Explanation.ToText(),
        Asked = [.. letter.AskedIn(request).Select(r => r.Id)],
        Questions = request.Questions,
        PromisedOn = request.Promises is [.., var last] ? last.On : null,
        Promises = request.Promises,
        AcknowledgedOn = request.AcknowledgedOn,
        AnsweredOn = request.AnsweredOn,
        DaysLate = request.DaysLate ?? (request.IsOpen ? due.DaysLate(today) : 0),
        DaysToReply = request.AnsweredOn?.DayNumber - request.IssuedOn.DayNumber,
        RemindersSent = request.Reminders.Count(r => r.Outcome == ReminderOutcome.Sent),
        UnreachableSince = request.UnreachableSince,
        ReplyWaitsSince = request.ReplyWaitsSince,
        WorkflowInstanceId = null,
        Version = request.Version,
    };
}

/// <summary>Makes the rows of a whole letter.</summary>
internal static class ResponseRequestRows
{
    public static async Task<IReadOnlyList<ResponseRequestRow>> RowsOfAsync(this TrackerDb db, ScrutinyLetter letter, (DueDates DueDates, TimeProvider Clock) by, CancellationToken cancellationToken)
    {
        var today = LondonDay.Of(by.Clock);
        var subjects = letter.ResponseRequests.Select(r => r.Id.ToString()).ToList();
        var instances = await db.InstancesOfAsync(subjects, cancellationToken);
        return [.. letter.InOrder.Select(r => ResponseRequestRow.Of(r, letter, by.DueDates.Of(r.Ledger).Fold(), today) with
        {
            WorkflowInstanceId = instances.TryGetValue(r.Id.ToString(), out var id) ? id : null,
        })];
    }
}
