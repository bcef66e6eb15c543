namespace Tracker.Workflow.Letters;

/// <summary>Somebody a letter is addressed to, for an organisation that must answer.</summary>
/// <param name="Name">The person.</param>
/// <param name="Role">Their post, if stated.</param>
/// <param name="OrganisationId">The body they answer for.</param>
/// <param name="Organisation">Its name when the letter was drafted.</param>
/// <param name="Email">Where the letter goes; asked for before it is issued.</param>
public sealed record Recipient(string Name, string? Role, Guid OrganisationId, string Organisation, string? Email);

/// <summary>Somebody who gets a copy, without a link, and is never reminded.</summary>
public sealed record CopyRecipient(string Name, string? Role, string? Organisation, string? Email);

/// <summary>Somebody who signs.</summary>
public sealed record Signatory(string Name, string? Role);

/// <summary>A part of the letter's text.</summary>
/// <param name="Heading">Its heading, which is the theme of the recommendations in it; none for the opening.</param>
/// <param name="Narrative">Markdown.</param>
public sealed record LetterSection(string? Heading, string Narrative);

/// <summary>Which duty to respond binds an organisation for this letter.</summary>
public sealed record AppliedDuty(Guid OrganisationId, string Duty);

/// <summary>A planned reminder that an officer struck out before issue.</summary>
public sealed record StruckReminder(Guid OrganisationId, string Rule, int Occurrence);
