using System.Globalization;
using System.Text;

namespace Tracker.Documents.Tests.Writing.Reading;

/// <summary>Reads the values of a PDF file or of a content stream one after another.</summary>
internal sealed class PdfLexer(byte[] bytes, int at = 0)
{
    private const string Delimiters = "()<>[]{}/%";

    public int Position { get; set; } = at;

    public bool AtEnd
    {
        get
        {
            SkipSpace();
            return Position >= bytes.Length;
        }
    }

    public object? Next()
    {
        SkipSpace();
        return (char)bytes[Position] switch
        {
            '/' => ReadName(),
            '(' => ReadLiteral(),
            '[' => ReadArray(),
            '<' when bytes[Position + 1] == '<' => ReadDictionary(),
            '<' => ReadHex(),
            _ => ReadWord(),
        };
    }

    private PdfName ReadName()
    {
        Position++;
        return new(Word());
    }

    private PdfDictionary ReadDictionary()
    {
        var dictionary = new PdfDictionary();
        Position += 2;
        while (!Skip(">>"))
        {
            dictionary[((PdfName)Next()!).Value] = Next();
        }

        return dictionary;
    }

    private List<object?> ReadArray()
    {
        var values = new List<object?>();
        Position++;
        while (!Skip("]"))
        {
            values.Add(Next());
        }

        return values;
    }

    private PdfString ReadHex()
    {
        var end = Array.IndexOf(bytes, (byte)'>', Position);
        var digits = Encoding.ASCII.GetString(bytes, Position + 1, end - Position - 1);
        Position = end + 1;
        return new(Convert.FromHexString(digits));
    }

    private PdfString ReadLiteral()
    {
        var text = new List<byte>();
        for (Position++; bytes[Position] != ')'; Position++)
        {
            if (bytes[Position] == '\\')
            {
                Position++;
            }

            text.Add(bytes[Position]);
        }

        Position++;
        return new([.. text]);
    }

    private object? ReadWord()
    {
        var word = Word();
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return Reference(word) ?? (object)number;
        }

        return word switch { "true" => true, "false" => false, "null" => null, _ => new PdfOperator(word) };
    }

    private PdfReference? Reference(string word)
    {
        var start = Position;
        if (Skip("0") && Skip("R"))
        {
            return new(int.Parse(word, CultureInfo.InvariantCulture));
        }

        Position = start;
        return null;
    }

    private string Word()
    {
        var start = Position;
        while (Position < bytes.Length && bytes[Position] > ' ' && !Delimiters.Contains((char)bytes[Position], StringComparison.Ordinal))
        {
            Position++;
        }

        Assert.True(Position > start, $"There is no value at byte {start}.");
        return Encoding.ASCII.GetString(bytes, start, Position - start);
    }

    private bool Skip(string mark)
    {
        SkipSpace();
        if (!bytes.AsSpan(Position).StartsWith(Encoding.ASCII.GetBytes(mark)))
        {
            return false;
        }

        Position += mark.Length;
        return true;
    }

    private void SkipSpace()
    {
        while (Position < bytes.Length && bytes[Position] <= ' ')
        {
            Position++;
        }
    }
}
