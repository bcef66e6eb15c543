using System.Text;
using System.Text.Unicode;

namespace Tracker.Workflow.Mail;

/// <summary>Bytes as text, by the charset that a message names.</summary>
internal static class Charsets
{
    /// <summary>ISO 8859-14 from 0xA0 on, which Welsh needs and the runtime does not bring along.</summary>
    private const string Celtic = "\u00a0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00ad®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>By the name given; without one, or with one that is not known, as UTF-8 if that fits, else as Western European.</summary>
    /// <remarks>Windows-1252 stands for Latin-1 too: mail that says Latin-1 and uses 0x80 to 0x9F means its quotation marks and dashes.</remarks>
    public static string Decode(ReadOnlySpan<byte> bytes, string charset, MailProblems problems)
    {
        var name = charset.Trim(' ', '"', '\'').ToLowerInvariant();
        if (name is "" or "us-ascii" or "ascii" or "ansi_x3.4-1968" or "unknown-8bit" or "x-unknown" or "default")
        {
            return Guess(bytes);
        }

        if (name is "iso-8859-14" or "latin8" or "l8")
        {
            return string.Concat(Encoding.Latin1.GetString(bytes).Select(c => c >= '\u00a0' ? Celtic[c - '\u00a0'] : c));
        }

        if (EncodingOf(name) is { } encoding)
        {
            return encoding.GetString(bytes).TrimStart('\ufeff');
        }

        problems.Add($"The charset {SafeText.Line(name.Length > 40 ? name[..40] : name)} is not known; the text was read as UTF-8 or Latin-1.");
        return Guess(bytes);
    }

    /// <summary>UTF-8 if the bytes are that, else Western European.</summary>
    public static string Guess(ReadOnlySpan<byte> bytes) => (Utf8.IsValid(bytes) ? Encoding.UTF8 : Western).GetString(bytes).TrimStart('\ufeff');

    private static Encoding? EncodingOf(string name)
    {
        try
        {
            return name switch
            {
                "utf8" or "utf-8" => Encoding.UTF8,
                "latin1" or "latin-1" or "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "cp1252" => Western,
                "cp932" or "ms932" => CodePagesEncodingProvider.Instance.GetEncoding(932),
                "iso-8859-8-i" => CodePagesEncodingProvider.Instance.GetEncoding(28598),
                _ => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name),
            };
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null; // UTF-7 too, which the runtime refuses for good reasons
        }
    }
}
