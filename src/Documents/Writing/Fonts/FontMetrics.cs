namespace Tracker.Documents.Writing.Fonts;

/// <summary>The measures of a font as a PDF font descriptor asks for them; heights in font units, the angle in degrees.</summary>
internal sealed record FontMetrics
{
    public required string PostScriptName { get; init; }
    public required int UnitsPerEm { get; init; }
    public required int Ascent { get; init; }
    public required int Descent { get; init; }
    public required int CapHeight { get; init; }
    public required double ItalicAngle { get; init; }
    public required bool IsBold { get; init; }
    public required (int Left, int Bottom, int Right, int Top) Box { get; init; }

    public static FontMetrics Read(IReadOnlyDictionary<string, FontTable> tables)
    {
        var (head, hhea, os2) = (tables["head"], tables["hhea"], tables["OS/2"]);
        return new()
        {
            PostScriptName = ReadPostScriptName(tables["name"]),
            UnitsPerEm = head.UInt16(18),
            Ascent = hhea.Int16(4),
            Descent = hhea.Int16(6),
            CapHeight = os2.Int16(88),
            ItalicAngle = tables["post"].Int32(4) / 65536.0,
            IsBold = (head.UInt16(44) & 1) == 1,
            Box = (head.Int16(36), head.Int16(38), head.Int16(40), head.Int16(42)),
        };
    }

    private static string ReadPostScriptName(FontTable name)
    {
        const int postScript = 6;
        const int windows = 3;
        var storage = name.Follow(4);
        var record = Enumerable.Range(0, name.UInt16(2))
            .Select(i => name.From(6 + (12 * i)))
            .First(entry => entry.UInt16(0) == windows && entry.UInt16(6) == postScript);
        return System.Text.Encoding.BigEndianUnicode.GetString(storage.Bytes.Span.Slice(record.UInt16(10), record.UInt16(8)));
    }
}
