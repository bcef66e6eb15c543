using System.Text;
using Tracker.Support;
using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Tests.Mail.Reading;

/// <summary>Messages to read: files of the corpus, and small ones made of words.</summary>
internal static class Eml
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Workflow.Tests", "Mail", "Reading", "Corpus");

    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.eml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".eml"));

    public static ReadMail Read(string name) => MimeReader.Read(Bytes(name));

    /// <summary>Lines in Latin-1, so that a test can name every byte.</summary>
    public static ReadMail Of(params string[] lines) => MimeReader.Read(Encoding.Latin1.GetBytes(string.Join("\r\n", lines)));

    public static ReadMail WithHeader(string name, string value) => Of($"{name}: {value}", "", "Text.");
}
