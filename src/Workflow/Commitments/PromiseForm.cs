using FluentValidation;

namespace Tracker.Workflow.Commitments;

/// <summary>One promise as it is given to be recorded.</summary>
/// <param name="Text">What was promised, in the words of whoever promised it.</param>
/// <param name="Owner">The person or post that is to do it.</param>
/// <param name="Due">The promised date, as exact as its words: <c>2021-05-31</c>, <c>2021-09</c> or <c>2021</c>; none for none.</param>
/// <param name="DueWords">The words of the date, such as "by the summer". Without a date, it is read from these words, or else from the promise itself.</param>
public sealed record PromiseForm(string Text, string? Owner = null, string? Due = null, string? DueWords = null)
{
    internal const string DateForm = "Give a day (2021-05-31), a month (2021-09) or a year (2021).";

    internal static void Check(InlineValidator<PromiseForm> promise)
    {
        promise.RuleFor(p => p.Text).NotEmpty().MaximumLength(5000);
        promise.RuleFor(p => p.Owner).MaximumLength(200);
        promise.RuleFor(p => p.Due).Must(due => due is null || PromisedOn.IsDate(due)).WithMessage(DateForm);
        promise.RuleFor(p => p.DueWords).MaximumLength(200);
    }

    /// <summary>The commitment that it becomes.</summary>
    /// <param name="common">What it shares with the promises made together with it.</param>
    /// <param name="now">The moment.</param>
    internal Commitment Make(CommitmentDraft common, DateTimeOffset now) =>
        Commitment.Make(common with { Text = Text, Owner = Owner, Promised = Due is null ? PromisedOn.Read(DueWords, Text, common.MadeOn) : PromisedOn.Of(Due, DueWords) }, now);
}
