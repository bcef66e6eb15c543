using Tracker.Documents.Writing.Fonts;

namespace Tracker.Documents.Tests.Writing;

public sealed class FontTests
{
    private static readonly FontFile Regular = FontFamily.SourceSans.Regular;

    public static TheoryData<bool, bool> Styles => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory, MemberData(nameof(Styles))]
    public void GlyphOf_LettersOfWelshPolishAndEnglish_AreAllThere(bool bold, bool italic)
    {
        var font = FontFamily.SourceSans.Style(bold, italic);

        Assert.DoesNotContain("ŵŷŴŶâêîôûäëïöüáéíóúàèìòùąćęłńóśźżĄĆĘŁŃÓŚŹŻ€£‘’“”–—…•§©½×", letter => font.GlyphOf(letter) == 0);
    }

    [Fact]
    public void KerningBetween_CapitalAndLowLetter_IsTightened()
    {
        var kerning = Regular.KerningBetween(Regular.GlyphOf('T'), Regular.GlyphOf('o'));

        Assert.InRange(kerning, -200, -20);
        Assert.Equal(0, Regular.KerningBetween(Regular.GlyphOf('H'), Regular.GlyphOf('H')));
    }

    [Fact]
    public void Write_Subset_HoldsTheSameOutlinesUnderTheirCodes()
    {
        var subset = new FontSubset(Regular);
        foreach (var letter in "Tŷ ")
        {
            subset.CodeOf(letter);
        }

        var file = new FontTable(subset.Write());

        var tables = Enumerable.Range(0, file.UInt16(4)).Select(i => 12 + (16 * i)).ToDictionary(file.Tag, at => file.From(file.Int32(at + 8)), StringComparer.Ordinal);
        Assert.Equal(Regular.OutlineOf(Regular.GlyphOf('T')).Bytes.ToArray(), Outline(1).ToArray());
        Assert.Equal(0, Outline(3).Length);
        Assert.Equal(Regular.AdvanceOf(Regular.GlyphOf('ŷ')), tables["hmtx"].UInt16(8));
        Assert.Equal(0xB1B0AFBA, Checksum(file));

        ReadOnlyMemory<byte> Outline(int code)
        {
            var (start, end) = (tables["loca"].Int32(4 * code), tables["loca"].Int32(4 * (code + 1)));
            var length = code == 1 ? Regular.OutlineOf(Regular.GlyphOf('T')).Length : end - start; // outlines are padded to four bytes
            return tables["glyf"].Bytes.Slice(start, length);
        }
    }

    [Fact]
    public void Read_KernTable_GivesItsPairs()
    {
        byte[] kern = [0, 0, 0, 1, /* subtable */ 0, 0, 0, 20, 0, 1, /* one pair */ 0, 1, 0, 0, 0, 0, 0, 0, 0, 5, 0, 6, 0xFF, 0xF6];

        var kerning = PairKerning.Read(new Dictionary<string, FontTable>(StringComparer.Ordinal) { ["kern"] = new(kern) }, glyphCount: 10);

        Assert.Equal(-10, kerning.Between(5, 6));
        Assert.Equal(0, kerning.Between(6, 5));
    }

    private static uint Checksum(FontTable file)
    {
        var sum = 0u;
        for (var at = 0; at < file.Length; at += 4)
        {
            sum = unchecked(sum + (uint)file.Int32(at));
        }

        return sum;
    }
}
