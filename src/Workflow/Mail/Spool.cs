using System.Security.Cryptography;
using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>What writing to the spool came to.</summary>
public enum Spooled
{
    /// <summary>The message was not there and is now.</summary>
    Created,

    /// <summary>The same bytes were there already.</summary>
    AlreadyThere,
}

/// <summary>Hands messages over as files: <c>new/&lt;Message-ID&gt;.eml</c>, which whoever delivers them moves to <c>done</c>.</summary>
/// <remarks>
/// A file appears in <c>new</c> whole or not at all, and is on the disk when <see cref="Write"/> returns. Writing again after a crash at any point
/// gives one file. For one node; the folders are on one file system.
/// </remarks>
public sealed class Spool
{
    private readonly string newFolder;
    private readonly string doneFolder;
    private readonly string temporaryFolder;

    /// <summary>Opens the spool and makes its folders.</summary>
    /// <param name="folder">The folder that holds <c>new</c>, <c>done</c> and <c>tmp</c>.</param>
    public Spool(string folder)
    {
        newFolder = Path.Combine(folder, "new");
        doneFolder = Path.Combine(folder, "done");
        temporaryFolder = Path.Combine(folder, "tmp");
        foreach (var part in new[] { newFolder, doneFolder, temporaryFolder })
        {
            Directory.CreateDirectory(part);
        }

        DurableFolder.Flush(folder);
    }

    /// <summary>Puts a message into <c>new</c> unless it is there or in <c>done</c>.</summary>
    /// <exception cref="InvalidOperationException">The spool holds other bytes under this Message-ID.</exception>
    /// <exception cref="IOException">The disk failed or is full; nothing is in <c>new</c>, and the call may be repeated.</exception>
    public Spooled Write(MessageId id, ReadOnlySpan<byte> message)
    {
        var name = FileName(id);
        // In this order, because files move from new to done and never back.
        if ((Existing(newFolder, name) ?? Existing(doneFolder, name)) is { } existing)
        {
            return message.SequenceEqual(existing)
                ? FlushedAs(Spooled.AlreadyThere)
                : throw new InvalidOperationException($"The spool holds other bytes under {id}.");
        }

        var temporary = Path.Combine(temporaryFolder, name);
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(message);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, Path.Combine(newFolder, name), overwrite: false);
        return FlushedAs(Spooled.Created);
    }

    /// <summary>The file name of a message: different for different ids, also where case does not count, and safe on every system.</summary>
    public static string FileName(MessageId id)
    {
        var name = string.Concat(id.Value.Select((c, index) => IsPlain(c, index) ? c.ToString() : $"%{(int)c:x2}"));
        // "%-" cannot come from an escape, so a shortened name is never that of another id.
        return name.Length <= 200 ? $"{name}.eml" : $"{name[..100]}%-{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id.Value)))}.eml";
    }

    private static bool IsPlain(char c, int index) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '@' or '-' or '_' || (c == '.' && index > 0);

    private static byte[]? Existing(string folder, string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Also for a file that was there: the crash may have come between its rename and the flush.</summary>
    private Spooled FlushedAs(Spooled outcome)
    {
        DurableFolder.Flush(newFolder);
        return outcome;
    }
}
