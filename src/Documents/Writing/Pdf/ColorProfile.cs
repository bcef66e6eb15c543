using System.Buffers.Binary;
using System.Text;

namespace Tracker.Documents.Writing.Pdf;

/// <summary>A small sRGB profile (ICC version 2): the primaries of IEC 61966-2-1 adapted to D50, and its tone curve.</summary>
internal static class ColorProfile
{
    private const string Name = "sRGB IEC61966-2.1";
    private const int HeaderSize = 128;

    /// <summary>The file's bytes, made once.</summary>
    public static byte[] Srgb { get; } = Build();

    private static byte[] Build()
    {
        (string Tag, byte[] Content)[] tags =
        [
            ("desc", Description()),
            ("cprt", [.. Signature("text"), .. Zeros(4), .. Encoding.ASCII.GetBytes("No copyright, use freely\0")]),
            ("wtpt", Xyz(0.9642, 1.0, 0.8249)),
            ("rXYZ", Xyz(0.43607, 0.22249, 0.01392)),
            ("gXYZ", Xyz(0.38515, 0.71687, 0.09708)),
            ("bXYZ", Xyz(0.14307, 0.06061, 0.71410)),
            ("rTRC", Curve()),
        ];
        var table = new MemoryStream();
        var content = new MemoryStream();
        var start = HeaderSize + 4 + (12 * (tags.Length + 2));
        table.Write(Number(tags.Length + 2));
        foreach (var (tag, bytes) in tags)
        {
            string[] names = tag == "rTRC" ? ["rTRC", "gTRC", "bTRC"] : [tag]; // one curve serves all three colours
            foreach (var name in names)
            {
                table.Write([.. Signature(name), .. Number(start + (int)content.Length), .. Number(bytes.Length)]);
            }

            content.Write([.. bytes, .. Zeros(-bytes.Length & 3)]);
        }

        return [.. Header(start + (int)content.Length), .. table.ToArray(), .. content.ToArray()];
    }

    private static byte[] Header(int size)
    {
        var header = new byte[HeaderSize];
        Number(size).CopyTo(header, 0);
        Number(0x02100000).CopyTo(header, 8); // version 2.1
        Signature("mntrRGB XYZ ").CopyTo(header, 12);
        byte[] date = [0x07, 0xE7, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]; // 1 January 2023
        date.CopyTo(header, 24);
        Signature("acsp").CopyTo(header, 36);
        Xyz(0.9642, 1.0, 0.8249).AsSpan(8).CopyTo(header.AsSpan(68));
        return header;
    }

    private static byte[] Description() =>
        [.. Signature("desc"), .. Zeros(4), .. Number(Name.Length + 1), .. Encoding.ASCII.GetBytes(Name + "\0"), .. Zeros(4 + 4 + 2 + 1 + 67)];

    private static byte[] Xyz(double x, double y, double z) => [.. Signature("XYZ "), .. Zeros(4), .. Fixed(x), .. Fixed(y), .. Fixed(z)];

    private static byte[] Curve()
    {
        const int points = 256;
        var curve = new byte[12 + (2 * points)];
        Signature("curv").CopyTo(curve, 0);
        Number(points).CopyTo(curve, 8);
        for (var i = 0; i < points; i++)
        {
            var value = i / (points - 1.0);
            var linear = value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(curve.AsSpan(12 + (2 * i)), (ushort)Math.Round(linear * 65535));
        }

        return curve;
    }

    private static byte[] Signature(string ascii) => Encoding.ASCII.GetBytes(ascii);

    private static byte[] Fixed(double value) => Number((int)Math.Round(value * 65536));

    private static byte[] Zeros(int count) => new byte[count];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
