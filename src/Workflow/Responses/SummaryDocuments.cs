using Tracker.Documents.Writing;
using Tracker.Documents.Writing.Summaries;
using Tracker.Workflow.Commitments;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;

namespace Tracker.Workflow.Responses;

/// <summary>A summary of responses as the document that is written from it.</summary>
internal sealed class SummaryDocuments
{
    private readonly HashSet<int> missing = [];

    private readonly Commission commission;

    private SummaryDocuments(Commission commission) => this.commission = commission;

    /// <remarks>What a respondent writes is not ours to refuse: a character that the font lacks is named in its place.</remarks>
    public static byte[] Write(ResponseSummary summary, Commission commission, DateTimeOffset now)
    {
        var writer = new SummaryDocuments(commission);
        while (true)
        {
            try
            {
                return SummaryPdf.Write(writer.Of(summary, now));
            }
            catch (MissingCharacterException lacking) when (writer.missing.Add(lacking.CodePoint))
            {
                // once more, with that character named
            }
        }
    }

    public static string FileName(string reference) => reference.Replace('/', '-') + "-responses.pdf";

    private SummaryDocument Of(ResponseSummary summary, DateTimeOffset now) => new()
    {
        Letterhead = LetterDocuments.LetterheadOf(commission),
        Reference = summary.Reference,
        CaseReference = summary.CaseReference,
        Subject = Drawn(summary.Subject),
        LetterDate = summary.LetterDate,
        AsOf = summary.AsOf,
        Respondents = [.. summary.Respondents.Select(RespondentOf)],
        Counts = new(
            summary.Counts.Asked, summary.Counts.Answered, summary.Counts.Partly, summary.Counts.NotAddressed, [.. summary.Counts.Positions.Select(p => new SummaryCount(Drawn(p.Label), p.Count))]),
        Recommendations = [.. summary.Recommendations.Select(AskOf)],
        DocumentId = summary.LetterId,
        CreatedAt = now,
    };

    private SummaryRespondent RespondentOf(ResponseSummary.Respondent r) => new(
        r.Round == 1 ? Drawn(r.Organisation) : $"{Drawn(r.Organisation)} (asked again)", r.DueOn, r.DueOn == r.OriginalDueOn ? null : $"at first {r.OriginalDueOn:d MMMM yyyy}",
        r.AnsweredOn, r.AnsweredOn is null ? r.PromisedOn : null, r.DaysLate, r.State);

    private SummaryRecommendation AskOf(ResponseSummary.Ask ask) => new()
    {
        Theme = ask.Theme is null ? null : Drawn(ask.Theme),
        Label = Drawn(ask.Number ?? ask.Label),
        Text = Drawn(ask.Text),
        Parts = [.. ask.Parts.Select(p => new SummaryPart(p.Label, Drawn(p.Text)))],
        View = ask.AssessmentWords is null ? null : Drawn(ask.AssessmentWords),
        Answers = [.. ask.Answers.Select(AnswerOf)],
        Commitments = [.. ask.Commitments.Select(CommitmentOf)],
    };

    private SummaryCommitment CommitmentOf(CommitmentRow c)
    {
        var slipped = c.Slipped.Times == 0 ? "" : $"; slipped {c.Slipped.Times} {(c.Slipped.Times == 1 ? "time" : "times")}, {c.Slipped.Days:+0;-0} days";
        var status = c.Implementation is { } claim ? $"{PlainWords.Of(c.State)}; the respondent says: {Drawn(commission.LabelOf(claim))}" : PlainWords.Of(c.State);
        return new(Drawn(c.Organisation), Drawn(c.Text), c.Owner is null ? null : Drawn(c.Owner), Drawn(new PromisedOn(c.Due, c.DueWords).Phrase) + slipped, status);
    }

    private SummaryAnswer AnswerOf(ResponseSummary.Said said)
    {
        var coverage = said.Coverage switch
        {
            _ when said.Part is { } part => !said.MissingParts.Contains(part) ? "answered" : said.Position is null ? "not addressed" : "partly answered",
            CoverageState.Answered => "answered",
            CoverageState.NotAddressed => "not addressed",
            _ when said.MissingParts.Count == 0 => "partly answered",
            _ => $"partly answered: {PlainWords.List(said.MissingParts)} {(said.MissingParts.Count == 1 ? "is" : "are")} missing",
        };
        var words = string.Join("\n\n", new[] { said.Text, said.Reasons, said.ReferredTo is null ? null : $"Says that {said.ReferredTo} should answer." }.OfType<string>());
        var name = Drawn(said.Organisation);
        return new(
            said.Part is null ? name : $"{name}, part {said.Part}", coverage, said.PositionLabel is null ? null : Drawn(said.PositionLabel), said.PositionWords is null ? null : Drawn(said.PositionWords),
            words.Length == 0 ? null : Drawn(words), said.ReceivedOn);
    }

    private string Drawn(string text) => missing.Count == 0 ? text
        : string.Concat(text.EnumerateRunes().Select(r => missing.Contains(r.Value) ? $"[U+{r.Value:X4}]" : r.ToString()));
}
