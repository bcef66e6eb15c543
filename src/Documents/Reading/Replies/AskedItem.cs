namespace Tracker.Documents.Reading.Replies;

/// <summary>A recommendation or request of the letter that a reply may answer.</summary>
/// <param name="Key">Whatever tells it apart; given back with its answer.</param>
/// <param name="Number">As printed, such as <c>1</c> or <c>2 and 3</c>; it may restart in each theme.</param>
/// <param name="Theme">The heading it stands under.</param>
/// <param name="Text">Its words, which replies often repeat.</param>
/// <param name="Parts">Its sub-parts.</param>
public sealed record AskedItem(string Key, string? Number, string? Theme, string Text, IReadOnlyList<AskedPart> Parts);

/// <param name="Label">Such as <c>a</c>.</param>
/// <param name="Text">Its words.</param>
public sealed record AskedPart(string Label, string Text);
