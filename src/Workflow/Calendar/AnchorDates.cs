namespace Tracker.Workflow.Calendar;

/// <summary>The days that periods are counted from, as far as they are known.</summary>
/// <param name="LetterOn">The date written on the letter.</param>
public sealed record AnchorDates(DateOnly LetterOn)
{
    /// <summary>The day the letter was issued.</summary>
    public DateOnly? IssuedOn { get; init; }

    /// <summary>The day the respondent received it.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>The day the respondent received the written notice that requires a response.</summary>
    public DateOnly? NoticeOn { get; init; }

    /// <summary>The day of the meeting.</summary>
    public DateOnly? MeetingOn { get; init; }

    /// <summary>The day of that anchor; <see langword="null"/> while it is not recorded.</summary>
    /// <remarks>Of receipt or later notice: unknown until receipt is recorded, because the notice alone does not start the period.</remarks>
    public DateOnly? Of(Anchor anchor) => anchor switch
    {
        Anchor.LetterDate => LetterOn,
        Anchor.Issue => IssuedOn,
        Anchor.Receipt => ReceivedOn,
        Anchor.Notice => NoticeOn,
        Anchor.ReceiptOrLaterNotice => NoticeOn > ReceivedOn ? NoticeOn : ReceivedOn,
        Anchor.Meeting => MeetingOn,
        _ => throw new ArgumentOutOfRangeException(nameof(anchor), anchor, "No such anchor."),
    };

    internal AnchorDates With(Anchor anchor, DateOnly on) => anchor switch
    {
        Anchor.Issue => this with { IssuedOn = on },
        Anchor.Receipt => this with { ReceivedOn = on },
        Anchor.Notice => this with { NoticeOn = on },
        Anchor.Meeting => this with { MeetingOn = on },
        _ => throw new ArgumentOutOfRangeException(nameof(anchor), anchor, "This date is not recorded on its own."),
    };
}
