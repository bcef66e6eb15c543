using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Tracker.Workflow.Mail;

/// <summary>What stands in a message in place of a placeholder. It is never read as template text.</summary>
internal abstract record MailValue
{
    public abstract bool IsEmpty { get; }

    public static implicit operator MailValue(string? words) => new Words(words ?? "");

    /// <summary>A few words; their line breaks count only where they stand alone in a paragraph.</summary>
    internal sealed record Words(string Text) : MailValue
    {
        public override bool IsEmpty => SafeText.Line(Text).Length == 0;
    }

    /// <summary>A list; stands alone in a paragraph.</summary>
    internal sealed record Items(IReadOnlyList<MailItem> All) : MailValue
    {
        public override bool IsEmpty => All.Count == 0;
    }

    /// <summary>A link with its address written out; stands alone in a paragraph.</summary>
    internal sealed record Link(string Text, Uri Address, bool IsButton = false) : MailValue
    {
        public override bool IsEmpty => false;
    }
}

/// <summary>One point of a list.</summary>
/// <param name="Label">What it is called, such as its number; may be empty.</param>
/// <param name="Text">What it says.</param>
internal sealed record MailItem(string Label, string Text)
{
    /// <summary>Further lines below it.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}

/// <summary>The values of a message by the names of its placeholders; what is not named is empty.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is written like a list of values.")]
internal sealed class MailValues : IEnumerable<KeyValuePair<string, MailValue>>
{
    private static readonly MailValue Nothing = "";
    private readonly Dictionary<string, MailValue> byName = new(StringComparer.Ordinal);

    public MailValue this[string name]
    {
        get => byName.GetValueOrDefault(name, Nothing);
        set => byName[name] = value;
    }

    /// <summary>These values, with others laid over them.</summary>
    public MailValues With(MailValues others)
    {
        var all = new MailValues();
        foreach (var (name, value) in byName.Concat(others))
        {
            all[name] = value;
        }

        return all;
    }

    public IEnumerator<KeyValuePair<string, MailValue>> GetEnumerator() => byName.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
