using System.Buffers.Binary;

namespace Tracker.Documents.Writing.Fonts;

/// <summary>Writes a TrueType file that holds chosen glyphs under new numbers, and what composite glyphs are made of.</summary>
internal static class SubsetFile
{
    private static readonly string[] Instructions = ["cvt ", "fpgm", "prep"];

    public static byte[] Write(FontFile font, IReadOnlyList<int> chosen)
    {
        var glyphs = new List<int>(chosen);
        var outlines = new MemoryStream();
        var locations = new List<int>();
        for (var i = 0; i < glyphs.Count; i++) // grows while composites name their parts
        {
            locations.Add((int)outlines.Length);
            outlines.Write(Renumbered(font.OutlineOf(glyphs[i]), glyphs));
            outlines.SetLength((outlines.Length + 3) & ~3L);
            outlines.Position = outlines.Length;
        }

        locations.Add((int)outlines.Length);
        return Assemble(Tables(font, glyphs, locations, outlines.ToArray()));
    }

    private static SortedDictionary<string, byte[]> Tables(FontFile font, List<int> glyphs, List<int> locations, byte[] outlines)
    {
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["glyf"] = outlines,
            ["head"] = Patched(font.Tables["head"], (8, 0), (10, 0), (50, 1)),
            ["hhea"] = Patched(font.Tables["hhea"], (34, glyphs.Count)),
            ["hmtx"] = HorizontalMetrics(font, glyphs),
            ["loca"] = [.. locations.SelectMany(BigEndian)],
            ["maxp"] = Patched(font.Tables["maxp"], (4, glyphs.Count)),
        };
        foreach (var tag in Instructions.Where(font.Tables.ContainsKey))
        {
            tables[tag] = font.Tables[tag].Bytes.ToArray();
        }

        return tables;
    }

    private static byte[] Renumbered(FontTable outline, List<int> glyphs)
    {
        const int moreParts = 0x20;
        var bytes = outline.Bytes.ToArray();
        if (bytes.Length == 0 || outline.Int16(0) >= 0)
        {
            return bytes;
        }

        var (at, flags) = (10, moreParts);
        while ((flags & moreParts) != 0)
        {
            flags = outline.UInt16(at);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at + 2), (ushort)NumberOf(outline.UInt16(at + 2), glyphs));
            at += 4 + PartSize(flags);
        }

        return bytes;
    }

    private static int PartSize(int flags) =>
        ((flags & 0x01) != 0 ? 4 : 2) + ((flags & 0x08) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);

    private static int NumberOf(int glyph, List<int> glyphs)
    {
        var number = glyphs.IndexOf(glyph);
        if (number < 0)
        {
            glyphs.Add(glyph);
            number = glyphs.Count - 1;
        }

        return number;
    }

    private static byte[] HorizontalMetrics(FontFile font, List<int> glyphs)
    {
        var bytes = new byte[4 * glyphs.Count];
        for (var i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4 * i), (ushort)font.AdvanceOf(glyphs[i]));
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan((4 * i) + 2), (short)font.LeftBearingOf(glyphs[i]));
        }

        return bytes;
    }

    private static byte[] Patched(FontTable table, params ReadOnlySpan<(int At, int Value)> patches)
    {
        var bytes = table.Bytes.ToArray();
        foreach (var (at, value) in patches)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)value);
        }

        return bytes;
    }

    private static byte[] Assemble(SortedDictionary<string, byte[]> tables)
    {
        var file = new MemoryStream();
        var log = System.Numerics.BitOperations.Log2((uint)tables.Count);
        file.Write([0, 1, 0, 0]);
        file.Write([.. Short(tables.Count), .. Short(16 << log), .. Short(log), .. Short((16 * tables.Count) - (16 << log))]);
        var offset = 12 + (16 * tables.Count);
        foreach (var (tag, bytes) in tables)
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(tag));
            file.Write([.. BigEndian((int)Checksum(bytes)), .. BigEndian(offset), .. BigEndian(bytes.Length)]);
            offset += (bytes.Length + 3) & ~3;
        }

        foreach (var bytes in tables.Values)
        {
            file.Write(bytes);
            file.Write(new byte[-bytes.Length & 3]);
        }

        return Sealed(file.ToArray(), 12 + (16 * tables.Count) + tables.TakeWhile(table => table.Key != "head").Sum(table => (table.Value.Length + 3) & ~3));
    }

    private static byte[] Sealed(byte[] file, int headAt)
    {
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(headAt + 8), unchecked(0xB1B0AFBA - Checksum(file)));
        return file;
    }

    private static uint Checksum(byte[] bytes)
    {
        var sum = 0u;
        for (var at = 0; at < bytes.Length; at++)
        {
            sum = unchecked(sum + ((uint)bytes[at] << (24 - (8 * (at & 3)))));
        }

        return sum;
    }

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
