using System.Text;

namespace Tracker.Documents.Tests.Writing.Reading;

internal sealed record PdfName(string Value);

internal sealed record PdfReference(int Id);

internal sealed record PdfOperator(string Name);

internal sealed record PdfString(byte[] Bytes)
{
    public string Text => Bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(Bytes.AsSpan(2)) : Encoding.Latin1.GetString(Bytes);
}

internal sealed class PdfDictionary() : Dictionary<string, object?>(StringComparer.Ordinal);

/// <summary>A stream with its data already decoded.</summary>
internal sealed class PdfStream(PdfDictionary entries, byte[] data)
{
    public PdfDictionary Entries => entries;

    public byte[] Data { get; set; } = data;
}
