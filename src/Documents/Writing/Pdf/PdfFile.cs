using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Tracker.Documents.Writing.Pdf;

/// <summary>The numbered objects of a PDF file, written in the order in which they are given.</summary>
internal sealed class PdfFile
{
    private readonly ArrayBufferWriter<byte> file = new();
    private readonly List<int> offsets = [0];

    public PdfFile()
    {
        Ascii("%PDF-1.7\n%");
        file.Write<byte>([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']); // tells transports that this is not text
    }

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        offsets.Add(0);
        return offsets.Count - 1;
    }

    public int Add(string value)
    {
        var id = Reserve();
        Write(id, value);
        return id;
    }

    public void Write(int id, string value)
    {
        offsets[id] = file.WrittenCount;
        Ascii(string.Create(CultureInfo.InvariantCulture, $"{id} 0 obj\n{value}\nendobj\n"));
    }

    public int AddStream(string entries, ReadOnlySpan<byte> bytes, bool compress = true)
    {
        var id = Reserve();
        var stored = compress ? Compressed(bytes) : bytes;
        var filter = compress ? "/Filter /FlateDecode " : "";
        offsets[id] = file.WrittenCount;
        Ascii(string.Create(CultureInfo.InvariantCulture, $"{id} 0 obj\n<< {entries} {filter}/Length {stored.Length} >>\nstream\n"));
        file.Write(stored);
        Ascii("\nendstream\nendobj\n");
        return id;
    }

    /// <summary>Writes the cross-reference table and the trailer with <paramref name="entries"/>.</summary>
    public byte[] Finish(string entries)
    {
        var start = file.WrittenCount;
        var table = new StringBuilder("xref\n").Append(CultureInfo.InvariantCulture, $"0 {offsets.Count}\n0000000000 65535 f \n");
        foreach (var offset in offsets.Skip(1))
        {
            table.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }

        table.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {offsets.Count} {entries} >>\nstartxref\n{start}\n%%EOF\n");
        Ascii(table.ToString());
        return file.WrittenSpan.ToArray();
    }

    private void Ascii(string text) => file.Write(Encoding.Latin1.GetBytes(text));

    private static ReadOnlySpan<byte> Compressed(ReadOnlySpan<byte> bytes)
    {
        var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return compressed.ToArray();
    }
}
