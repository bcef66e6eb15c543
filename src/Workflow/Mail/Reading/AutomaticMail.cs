namespace Tracker.Workflow.Mail;

/// <summary>Tells mail that a program wrote from mail that a person wrote. Only headers count: a person may well write about being out of office.</summary>
public static class AutomaticMail
{
    private static readonly string[] Prefixes = ["Automatic reply", "Auto reply", "Auto-reply", "Autoreply", "Out of office", "Out of the office", "Ateb awtomatig", "Ymateb awtomatig", "Allan o'r swyddfa", "Ddim yn y swyddfa"];
    private static readonly string[] Continuations = ["autoreply", "auto-reply", "auto reply", "reply", "until ", "re:", "tan "];

    /// <returns>A sentence that says why; <see langword="null"/> for what a person may have written.</returns>
    /// <remarks><c>X-Auto-Response-Suppress</c> is no sign: Outlook puts it on people's mail too. Nor is a mailing list: a commission's own address may be one.</remarks>
    public static string? WhyOf(ReadMail mail) =>
        ByHeader(mail)
        ?? (IsReport(mail) ? "It is a report of a mail server: multipart/report." : null)
        ?? (mail.ValuesOf("Return-Path").FirstOrDefault()?.Trim() == "<>" ? "It was sent by a program: its return path is empty." : null)
        ?? (HasTypicalSubject(mail.Subject) ? $"It is an automatic reply: its subject begins like one." : null);

    private static string? ByHeader(ReadMail mail) =>
        First(mail, "Auto-Submitted") is { Length: > 0 } submitted && submitted != "no" ? $"It is an automatic reply: Auto-Submitted: {submitted}."
        : First(mail, "X-Autoreply") is { Length: > 0 } autoreply && autoreply != "no" ? "It is an automatic reply: X-Autoreply."
        : First(mail, "X-Autorespond").Length > 0 ? "It is an automatic reply: X-Autorespond."
        : First(mail, "Precedence") is "bulk" or "junk" or "auto_reply" && !mail.ValuesOf("List-Id").Any() ? $"It was sent to many or by a program: Precedence: {First(mail, "Precedence")}."
        : null;

    /// <summary>The first word, in lower case, at most 30 characters.</summary>
    private static string First(ReadMail mail, string name)
    {
        var word = (mail.ValuesOf(name).FirstOrDefault() ?? "").Split(';', '(', ' ')[0].ToLowerInvariant();
        return word.Length > 30 ? word[..30] : word;
    }

    private static bool IsReport(ReadMail mail) => mail.ValuesOf("Content-Type").FirstOrDefault()?.StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The phrase alone or with punctuation behind it: "Out of office arrangements in July" is a person's.</summary>
    private static bool HasTypicalSubject(string subject) => Prefixes.Any(prefix =>
        subject.Replace('\u2019', '\'') is var plain
        && plain.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && plain[prefix.Length..].Trim() is var rest
        && (rest.Length == 0 || !char.IsLetterOrDigit(rest[0]) || Continuations.Any(c => rest.StartsWith(c, StringComparison.OrdinalIgnoreCase))));
}
