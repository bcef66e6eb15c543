using System.Buffers.Binary;

namespace Tracker.Workflow.Mail;

/// <summary>A <c>winmail.dat</c> (TNEF), in which Outlook wraps files; only the names of the files are read.</summary>
internal static class OutlookBundle
{
    private const uint Signature = 0x223E9F78;
    private const uint AttachmentTitle = 0x00018010;
    private const int AttributeHeader = 9; // level, tag and length
    private const int MostNames = 50;
    private const int LongestName = 100;

    /// <summary>A sentence that says what it is and what is in it.</summary>
    public static string Describe(ReadOnlySpan<byte> content)
    {
        var names = NamesIn(content);
        return names.Count == 0
            ? "winmail.dat is in a form that only Outlook reads; it was kept as it is."
            : $"winmail.dat is in a form that only Outlook reads; it was kept as it is and holds: {string.Join("; ", names)}.";
    }

    private static List<string> NamesIn(ReadOnlySpan<byte> content)
    {
        var names = new List<string>();
        if (content.Length < 6 || BinaryPrimitives.ReadUInt32LittleEndian(content) != Signature)
        {
            return names;
        }

        var rest = content[6..];
        while (rest.Length >= AttributeHeader && names.Count < MostNames)
        {
            var tag = BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[5..]);
            rest = rest[AttributeHeader..];
            if (length > rest.Length)
            {
                break;
            }

            if (tag == AttachmentTitle)
            {
                names.Add(SafeText.FileName(Charsets.Guess(rest[..(int)Math.Min(length, LongestName)].TrimEnd((byte)0))));
            }

            rest = rest[Math.Min(rest.Length, (int)length + sizeof(ushort))..]; // and a checksum
        }

        return names;
    }
}
