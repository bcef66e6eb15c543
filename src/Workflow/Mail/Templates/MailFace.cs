using Tracker.Workflow.Organisations;

namespace Tracker.Workflow.Mail;

/// <summary>Who a message comes from, and how it looks.</summary>
/// <param name="Name">Shown as the sender and at the top.</param>
/// <param name="From">The sender's address.</param>
/// <param name="ReplyTo">Where replies go.</param>
/// <param name="Colour">Of the band and the button; six hexadecimal digits after <c>#</c>, dark enough to carry white words.</param>
/// <param name="Footer">The last lines, such as the postal address.</param>
internal sealed record MailFace(string Name, EmailAddress From, EmailAddress ReplyTo, string Colour, IReadOnlyList<string> Footer)
{
    /// <summary>What closes a message: who wrote it, and where they are.</summary>
    public IEnumerable<string> FooterAndName => Footer.Prepend(Name);

    public static MailFace Of(Commission commission, MailSettings settings)
    {
        var from = commission.Email.Length == 0 ? settings.From : EmailAddress.Parse(commission.Email);
        var style = commission.Mail;
        IReadOnlyList<string> footer = style.FooterLines.Count > 0 ? style.FooterLines : [.. new[] { commission.Council }.OfType<string>(), .. commission.AddressLines];
        return new(style.DisplayName ?? commission.Name, from, style.ReplyTo is { } replyTo ? EmailAddress.Parse(replyTo) : from, style.Colour ?? MailStyle.DefaultColour, footer);
    }

    /// <summary>Of messages that belong to no commission alone.</summary>
    public static MailFace Of(MailSettings settings) => new("Tracker", settings.From, settings.From, MailStyle.DefaultColour, []);
}
