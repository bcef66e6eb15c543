namespace Tracker.Documents.Reading;

/// <summary>The Western Windows code page, which the runtime does not bring along: Latin-1 with printing marks in 0x80 to 0x9F.</summary>
internal static class Windows1252
{
    private const string Marks = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    public static string Decode(byte[] content) =>
        string.Create(content.Length, content, static (text, bytes) =>
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                text[i] = bytes[i] is >= 0x80 and < 0xA0 ? Marks[bytes[i] - 0x80] : (char)bytes[i];
            }
        });
}
