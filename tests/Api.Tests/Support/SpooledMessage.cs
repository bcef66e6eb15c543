using System.Globalization;
using System.Text;

namespace Tracker.Api.Tests.Support;

/// <summary>A message in the spool, by its headers.</summary>
internal sealed record SpooledMessage(DateTimeOffset At, string To, string Subject, string? InReplyTo, string? AutoSubmitted, string Source)
{
    public DateOnly On => DateOnly.FromDateTime(At.UtcDateTime);

    public static IReadOnlyList<SpooledMessage> In(string dataDirectory) =>
        [.. Directory.EnumerateFiles(Path.Combine(dataDirectory, "mail", "new"), "*.eml").Select(f => Of(File.ReadAllText(f, Encoding.ASCII))).OrderBy(m => m.At).ThenBy(m => m.To, StringComparer.Ordinal)];

    /// <summary>Those that were not there before; the names of all are noted.</summary>
    public static IReadOnlyList<SpooledMessage> NewIn(string dataDirectory, ISet<string> known) =>
        [.. Directory.EnumerateFiles(Path.Combine(dataDirectory, "mail", "new"), "*.eml").Where(known.Add).Select(f => Of(File.ReadAllText(f, Encoding.ASCII))).OrderBy(m => m.At)];

    public string MessageId => Header("Message-ID");

    /// <summary>The parts of the text body that no encoding touches: soft line breaks taken out.</summary>
    public string Words => Source.Replace("=\r\n", "", StringComparison.Ordinal);

    /// <summary>A header that need not be there, unfolded.</summary>
    public string? Optional(string name) => Heads(Source).GetValueOrDefault(name);

    private string Header(string name)
    {
        var start = Source.IndexOf($"{name}: ", StringComparison.OrdinalIgnoreCase) + name.Length + 2;
        return Source[start..Source.IndexOf("\r\n", start, StringComparison.Ordinal)];
    }

    private static SpooledMessage Of(string source)
    {
        var head = Heads(source);
        return new(
            DateTimeOffset.Parse(head["Date"], CultureInfo.InvariantCulture), head["To"], head["Subject"],
            head.GetValueOrDefault("In-Reply-To"), head.GetValueOrDefault("Auto-Submitted"), source);
    }

    private static Dictionary<string, string> Heads(string source) => source[..source.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal)
        .Split("\r\n").Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
}
