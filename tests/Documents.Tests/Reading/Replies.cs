using Tracker.Documents.Reading.Replies;

namespace Tracker.Documents.Tests.Reading;

/// <summary>Small invented replies to a letter of four recommendations.</summary>
internal static class Replies
{
    public const string Head = """
        Fenland Constabulary

        15 September 2023

        Our ref: FC/1180

        Dear Councillor Marsh,

        Thank you for your letter of 4 July 2023 about street lighting.


        """;

    public const string End = """


        Yours sincerely,

        Ida Fenn
        Chief Officer
        """;

    public static IReadOnlyList<AskedItem> Asked { get; } =
    [
        new("k1", "1", null, "The constabulary should publish a map of the lamps that its officers find broken.", []),
        new("k2", "2", null, "The constabulary and the council should agree:", [new("a", "how a broken lamp is reported at night;"), new("b", "who pays when a lamp is broken on purpose.")]),
        new("k3", "3", null, "The constabulary should walk the station road with residents after dark each winter.", []),
        new("k4", "4", null, "Every lamp should carry its number.", []),
    ];

    /// <summary>The answers to a reply with these words of its own, as "k1 Accepted: text".</summary>
    public static string Read(string body) => Shown(ReplyReader.Read(Head + body + End, Asked));

    public static string Shown(ReplyStructure reply) => string.Join(" | ", reply.Answers.Select(answer =>
        $"{answer.Key}{answer.Part} {answer.Position?.ToString() ?? "-"}: {answer.Text.Replace("\n\n", " / ", StringComparison.Ordinal)}"));
}
