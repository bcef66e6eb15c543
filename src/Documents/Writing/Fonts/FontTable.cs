using System.Buffers.Binary;

namespace Tracker.Documents.Writing.Fonts;

/// <summary>A stretch of a font file, read as the big-endian numbers that TrueType is made of.</summary>
internal readonly record struct FontTable(ReadOnlyMemory<byte> Bytes)
{
    public int Length => Bytes.Length;

    public int UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Bytes.Span[at..]);

    public int Int16(int at) => BinaryPrimitives.ReadInt16BigEndian(Bytes.Span[at..]);

    public int Int32(int at) => BinaryPrimitives.ReadInt32BigEndian(Bytes.Span[at..]);

    public string Tag(int at) => System.Text.Encoding.ASCII.GetString(Bytes.Span.Slice(at, 4));

    public FontTable From(int at) => new(Bytes[at..]);

    /// <summary>The table whose 16-bit offset stands at <paramref name="at"/>.</summary>
    public FontTable Follow(int at) => From(UInt16(at));
}
