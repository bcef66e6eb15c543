using Tracker.Workflow.Access;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;

namespace Tracker.Workflow.Tests.Commitments;

/// <summary>A promise of 18 March 2021, by September.</summary>
internal static class Promise
{
    public static readonly DateOnly MadeOn = new(2021, 3, 18);

    public static readonly Actor Chair = new(UserId: null, "B. Chair", Role.Chair, CommissionId: null);

    public static FollowUp Default { get; } = new(FollowUpRule.Default, ReminderLadder.Default, Calendar.Letter.England);

    public static Commitment Of(string? due = "2021-09", string? words = "by September", DateOnly? recordedOn = null) => Commitment.Make(
        new()
        {
            CommissionId = Guid.Empty,
            CaseId = Guid.Empty,
            OrganisationId = Guid.Empty,
            Text = "Mend every lamp on the quay.",
            MadeOn = MadeOn,
            Promised = PromisedOn.Of(due, words),
            RecordedBy = "A. Officer",
        },
        Calendar.Letter.At(recordedOn ?? MadeOn));

    public static void Revise(this Commitment commitment, string due, DateOnly on, string reason = "The contractor is late.") =>
        commitment.Revise(new(PromisedOn.Of(due, words: null), reason, "Harbour Trust", on, "A. Officer"), Calendar.Letter.At(on));

    public static void Report(this Commitment commitment, Implementation claim, DateOnly on, DateOnly? recordedOn = null) =>
        commitment.Report(new(claim, on, "Harbour Trust", "A. Officer"), Calendar.Letter.At(recordedOn ?? on));

    public static void Close(this Commitment commitment, DateOnly on) => commitment.Close(ClosingReason.Implemented, "Seen.", Chair, Calendar.Letter.At(on));

    /// <summary>Asks at each hour that something is due until the end of a day, as a workflow does; the questions that went, each with its day.</summary>
    public static List<string> LiveTo(this Commitment commitment, DateOnly last, DateTimeOffset from, FollowUp? followUp = null)
    {
        var (asked, now, rule) = (new List<string>(), from, followUp ?? Default);
        while (commitment.NextQuestion(rule, now) is { } next && LondonDay.Of(next.At) <= last)
        {
            now = next.At > now ? next.At : now;
            var step = commitment.Ask(rule, unreachable: null, now)!;
            asked.Add($"{LondonDay.Of(now):yyyy-MM-dd} {step.Rule} {step.Occurrence}");
        }

        return asked;
    }
}
