namespace Tracker.Documents.Writing.Text;

/// <summary>A colour of the sRGB space.</summary>
internal sealed record Color(byte Red, byte Green, byte Blue)
{
    public static Color Black { get; } = new(0, 0, 0);

    public static Color FromHex(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        return new(bytes[0], bytes[1], bytes[2]);
    }
}
