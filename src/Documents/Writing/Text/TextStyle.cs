using Tracker.Documents.Writing.Fonts;

namespace Tracker.Documents.Writing.Text;

/// <summary>How a run of text looks; <see cref="Size"/> in points, <see cref="LineHeight"/> as a multiple of it.</summary>
internal sealed record TextStyle
{
    public required FontFamily Family { get; init; }
    public required double Size { get; init; }
    public double LineHeight { get; init; } = 1.32;
    public bool Bold { get; init; }
    public bool Italic { get; init; }
    public bool Underline { get; init; }
    public Color Color { get; init; } = Color.Black;

    public FontFile Font => Family.Style(Bold, Italic);

    /// <summary>Height of a line of this style, in points.</summary>
    public double Leading => Size * LineHeight;

    /// <summary>From the top of a line to its baseline, in points, with the spare height shared above and below.</summary>
    public double Baseline
    {
        get
        {
            var em = Size / Font.Metrics.UnitsPerEm;
            return ((Leading - ((Font.Metrics.Ascent - Font.Metrics.Descent) * em)) / 2) + (Font.Metrics.Ascent * em);
        }
    }
}

/// <summary>Text of one style.</summary>
internal sealed record StyledRun(string Text, TextStyle Style);
