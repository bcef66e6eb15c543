using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>RFC 2047 encoded words in UTF-8 and base64, at most 60 characters each; no character is split between two.</summary>
internal static class EncodedWords
{
    private const int MaxBytes = 36;

    public static IEnumerable<string> Of(string text)
    {
        var word = new List<byte>(MaxBytes);
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > MaxBytes)
            {
                yield return Encoded(word);
                word.Clear();
            }

            word.AddRange(bytes);
        }

        yield return Encoded(word);
    }

    private static string Encoded(List<byte> word) => $"=?utf-8?B?{Convert.ToBase64String([.. word])}?=";
}
