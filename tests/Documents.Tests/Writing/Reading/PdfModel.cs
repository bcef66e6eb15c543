using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Tracker.Documents.Tests.Writing.Reading;

/// <summary>The objects of a PDF file, found through its cross-reference table; a test may change them before they are checked.</summary>
internal sealed class PdfModel
{
    public Dictionary<int, object?> Objects { get; } = [];

    public required PdfDictionary Trailer { get; init; }

    public PdfDictionary Catalog => Dictionary(Trailer["Root"]);

    public PdfDictionary StructureRoot => Dictionary(Catalog["StructTreeRoot"]);

    public IReadOnlyList<PdfReference> PageReferences => [.. List(Dictionary(Catalog["Pages"])["Kids"]).Cast<PdfReference>()];

    public string Xmp => Encoding.UTF8.GetString(((PdfStream)Resolve(Catalog["Metadata"])!).Data);

    public static PdfModel Read(byte[] bytes)
    {
        var tail = Encoding.Latin1.GetString(bytes, bytes.Length - 64, 64);
        var start = int.Parse(tail.Split('\n')[^3], CultureInfo.InvariantCulture);
        var lexer = new PdfLexer(bytes, start + "xref".Length);
        lexer.Next();
        var count = (int)(double)lexer.Next()!;
        var offsets = Enumerable.Range(0, count).Select(_ => ((int)(double)lexer.Next()!, lexer.Next(), lexer.Next()).Item1).ToList();
        Assert.Equal(new PdfOperator("trailer"), lexer.Next());
        var model = new PdfModel { Trailer = (PdfDictionary)lexer.Next()! };
        for (var id = 1; id < count; id++)
        {
            model.Objects[id] = ReadObject(bytes, offsets[id], id);
        }

        return model;
    }

    public object? Resolve(object? value) => value is PdfReference reference ? Resolve(Objects[reference.Id]) : value;

    public PdfDictionary Dictionary(object? value) => Resolve(value) switch
    {
        PdfStream stream => stream.Entries,
        PdfDictionary dictionary => dictionary,
        var other => throw new InvalidDataException($"A dictionary was expected, not {other ?? "nothing"}."),
    };

    public List<object?> List(object? value) => (List<object?>)Resolve(value)!;

    public string? Name(PdfDictionary dictionary, string key) => (Resolve(dictionary.GetValueOrDefault(key)) as PdfName)?.Value;

    public string? Text(PdfDictionary dictionary, string key) => (Resolve(dictionary.GetValueOrDefault(key)) as PdfString)?.Text;

    private static object? ReadObject(byte[] bytes, int offset, int id)
    {
        var lexer = new PdfLexer(bytes, offset);
        Assert.Equal((double)id, lexer.Next());
        lexer.Next();
        Assert.Equal(new PdfOperator("obj"), lexer.Next());
        var value = lexer.Next();
        if (value is not PdfDictionary entries || !Equals(lexer.Next(), new PdfOperator("stream")))
        {
            return value;
        }

        var data = bytes.AsSpan(lexer.Position + 1, (int)(double)entries["Length"]!).ToArray();
        return new PdfStream(entries, entries.ContainsKey("Filter") ? Inflate(data) : data);
    }

    private static byte[] Inflate(byte[] data)
    {
        using var inflated = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        zlib.CopyTo(inflated);
        return inflated.ToArray();
    }
}
