using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tracker.Documents.Writing;

/// <summary>A document holds a character that its font cannot draw. It is refused rather than printed as a box.</summary>
[SuppressMessage("Roslynator", "RCS1194", Justification = "It always names a character; there is nothing to say without one.")]
public sealed class MissingCharacterException : Exception
{
    internal MissingCharacterException(int codePoint, string around)
        : base(string.Create(CultureInfo.InvariantCulture, $"The letter cannot be set: its font has no character U+{codePoint:X4}, found in \"{around}\"."))
    {
        CodePoint = codePoint;
        Around = around;
    }

    /// <summary>The Unicode code point of the character.</summary>
    public int CodePoint { get; }

    /// <summary>The words around it, for a reader to find the place.</summary>
    public string Around { get; }
}
