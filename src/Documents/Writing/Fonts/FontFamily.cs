using System.Reflection;

namespace Tracker.Documents.Writing.Fonts;

/// <summary>The four styles that a letter is set in.</summary>
internal sealed record FontFamily(FontFile Regular, FontFile Bold, FontFile Italic, FontFile BoldItalic)
{
    private static readonly Lazy<FontFamily> Embedded = new(() => new(Load("Regular"), Load("Bold"), Load("Italic"), Load("BoldItalic")));

    /// <summary>Source Sans 3, embedded in this assembly and parsed once.</summary>
    public static FontFamily SourceSans => Embedded.Value;

    public FontFile Style(bool bold, bool italic) => (bold, italic) switch
    {
        (true, true) => BoldItalic,
        (true, false) => Bold,
        (false, true) => Italic,
        _ => Regular,
    };

    private static FontFile Load(string style)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Fonts.{style}.ttf")
            ?? throw new InvalidOperationException($"The font Fonts.{style}.ttf is not embedded.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return new(bytes);
    }
}
