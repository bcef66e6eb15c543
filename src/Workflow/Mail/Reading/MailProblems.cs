namespace Tracker.Workflow.Mail;

/// <summary>Collects what went wrong with reading a message, each sentence once.</summary>
internal sealed class MailProblems
{
    private const int Most = 50;
    private readonly List<string> sentences = [];

    public IReadOnlyList<string> Sentences => sentences;

    public void Add(string sentence)
    {
        if (sentences.Count < Most && !sentences.Contains(sentence, StringComparer.Ordinal))
        {
            sentences.Add(sentence);
        }
    }
}
