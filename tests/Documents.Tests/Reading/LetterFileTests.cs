using System.Text;
using Tracker.Documents.Reading;

namespace Tracker.Documents.Tests.Reading;

public sealed class LetterFileTests
{
    private const string Text = "Annwyl Siân, £5 – “tŷ”";

    public static TheoryData<byte[]> Encoded() => new(
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(Text),
        [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text)],
        [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text)],
        [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Text)]);

    [Theory, MemberData(nameof(Encoded))]
    public void ReadText_Unicode_GivesTheText(byte[] content)
    {
        var text = LetterFile.ReadText(content, "letter.txt");

        Assert.Equal(Text, text);
    }

    [Fact]
    public void ReadText_Windows1252_GivesTheText()
    {
        byte[] content = [0x93, (byte)'S', (byte)'i', 0xE2, (byte)'n', 0x94, (byte)' ', 0x96, (byte)' ', 0xA3, (byte)'5', (byte)' ', 0x80];

        var text = LetterFile.ReadText(content, "letter.txt");

        Assert.Equal("“Siân” – £5 €", text);
    }

    public static TheoryData<byte[], string> Unreadable() => new()
    {
        { [], "is empty" },
        { [0x20, 0x0A, 0xC2, 0xA0], "only white space" },
        { new byte[LetterFile.MaxBytes + 1], "over 5 MB" },
        { "%PDF-1.7 and so on"u8.ToArray(), "is a PDF, not text: save it as text first" },
        { [0x50, 0x4B, 0x03, 0x04, .. "....word/document.xml"u8], "is a Word document (.docx), not text" },
        { [0x50, 0x4B, 0x03, 0x04, 0x00], "is a ZIP archive" },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1], "is an old Word document (.doc)" },
        { "{\\rtf1 hello}"u8.ToArray(), "rich text" },
        { [0x89, 0x50, 0x4E, 0x47], "is a picture" },
        { [0x44, 0x65, 0x00, 0x61, 0x72], "is not text" },
    };

    [Theory, MemberData(nameof(Unreadable))]
    public void ReadText_Unreadable_SaysWhatToDo(byte[] content, string words)
    {
        var refusal = Assert.Throws<UnreadableLetterException>(() => LetterFile.ReadText(content, "letter.txt"));

        Assert.StartsWith("letter.txt ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(refusal.Message.Length - 1, refusal.Message.LastIndexOf('.'));
    }

    [Fact]
    public void ReadText_ExactlyTheLimit_IsRead()
    {
        var content = new byte[LetterFile.MaxBytes];
        Array.Fill(content, (byte)'a');

        var text = LetterFile.ReadText(content, "letter.txt");

        Assert.Equal(LetterFile.MaxBytes, text.Length);
    }
}
