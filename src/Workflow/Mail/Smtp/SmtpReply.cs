using System.Globalization;

namespace Tracker.Workflow.Mail;

/// <summary>What the relay answered: a code of three digits and its lines.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public const int StartInput = 354;

    private const int ShuttingDown = 421;
    private const int SignInNeeded = 530;

    public bool IsPositive => Code / 100 == 2;

    /// <summary>Whether it would be said to every message just now, whoever it is for.</summary>
    public bool IsAboutRelay => Code is ShuttingDown or SignInNeeded;

    /// <summary>The fate of what was asked for; <see langword="null"/> when the code answers nothing.</summary>
    public Fate? Fate => (Code / 100) switch
    {
        2 => Mail.Fate.Taken,
        4 => Mail.Fate.Later,
        5 => Mail.Fate.Refused,
        _ => null,
    };

    /// <summary>Takes one line of a reply apart; <see langword="null"/> when it is none.</summary>
    public static (int Code, bool IsLast, string Text)? Line(string line) =>
        line.Length >= 3 && line[0] is >= '2' and <= '5' && char.IsAsciiDigit(line[1]) && char.IsAsciiDigit(line[2]) && (line.Length == 3 || line[3] is ' ' or '-')
            ? (int.Parse(line.AsSpan(0, 3), CultureInfo.InvariantCulture), line.Length == 3 || line[3] == ' ', line.Length > 4 ? line[4..] : "")
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines)}");
}
