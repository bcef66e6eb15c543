using System.Globalization;

namespace Tracker.Workflow.Organisations;

/// <summary>How a commission's messages look, and where their answers go.</summary>
public sealed record MailStyle
{
    /// <summary>Contrast with white: about 8.6 to 1.</summary>
    public const string DefaultColour = "#0b4f6c";

    private const double LeastContrast = 4.5; // WCAG 2.2, 1.4.3

    public static MailStyle Default { get; } = new();

    /// <summary>Shown as the sender; the commission's name by default.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Where replies go; by default the address that letters come from.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Of the band and the button, such as <c>#0b4f6c</c>.</summary>
    public string? Colour { get; init; }

    /// <summary>The last lines of a message; by default the council and its address.</summary>
    public IReadOnlyList<string> FooterLines { get; init; } = [];

    public static bool IsColour(string? text) => text is ['#', .. { Length: 6 } digits] && digits.All(char.IsAsciiHexDigit);

    /// <exception cref="RefusedException"><c>commission.mail-colour</c>, <c>mail.address-invalid</c>.</exception>
    internal void Check()
    {
        if (ReplyTo is not null)
        {
            Mail.EmailAddress.Parse(ReplyTo);
        }

        RefusedException.Unless(Colour is null || IsColour(Colour), "commission.mail-colour", $"Give the colour as # and six digits, such as {DefaultColour}.");
        RefusedException.When(
            Colour is not null && ContrastWithWhite(Colour) < LeastContrast, "commission.mail-colour",
            string.Create(CultureInfo.InvariantCulture, $"White words on {Colour} are hard to read: the contrast is {(IsColour(Colour) ? ContrastWithWhite(Colour!) : 0):0.0} to 1, and 4.5 to 1 is needed. Choose a darker colour."));
    }

    /// <summary>The contrast ratio of WCAG, 1 to 21.</summary>
    /// <remarks>https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.</remarks>
    internal static double ContrastWithWhite(string colour)
    {
        double Linear(int at)
        {
            var part = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }

        return 1.05 / ((0.2126 * Linear(1)) + (0.7152 * Linear(3)) + (0.0722 * Linear(5)) + 0.05);
    }
}
