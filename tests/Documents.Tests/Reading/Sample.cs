using Tracker.Documents.Reading;

namespace Tracker.Documents.Tests.Reading;

/// <summary>Small invented letters, so that a test shows only what it is about.</summary>
internal static class Sample
{
    public const string Head = """
        Northmere Council
        Safer Streets Scrutiny Commission

        4 July 2023

        Ms Ida Fenn
        Chief Officer
        Fenland Constabulary

        Dear Ms Fenn,


        """;

    public const string End = """


        Yours sincerely,

        Councillor Ada Marsh
        Chair, Safer Streets Scrutiny Commission
        """;

    /// <summary>A letter of 4 July 2023 with these words of its own.</summary>
    public static LetterStructure WithBody(string body) => LetterReader.Read(Head + body + End);

    /// <summary>The same with another beginning, up to the salutation.</summary>
    public static LetterStructure WithHead(string head) => LetterReader.Read(head + "\n\nWe thank you for coming to see us and for your time.\n" + End);

    /// <summary>The same with another ending, from the sign-off on.</summary>
    public static LetterStructure WithEnd(string end) => LetterReader.Read(Head + "We thank you for coming to see us and for your time.\n\n" + end);

    public static string Joined(IEnumerable<string?> texts) => string.Join(" | ", texts.Select(text => text ?? "-"));
}
