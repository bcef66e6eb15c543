using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Tracker.Workflow.Correspondence;

namespace Tracker.Workflow.Mail;

/// <summary>A folder into which a mail server delivers, one file for each message: what is in <c>new</c> is stored and then moved to <c>cur</c>, marked as seen.</summary>
/// <remarks>
/// Any number of nodes may watch the same folder. Half-written files are in <c>tmp</c> by the rules of maildir and are never looked at, nor is <c>cur</c>.
/// A file that can never be taken goes to the folder <c>problem</c> beside.
/// </remarks>
/// <param name="folder">The one that holds <c>new</c>, <c>cur</c> and <c>tmp</c>; they are not made here, so that a missing mount is noticed.</param>
/// <param name="log">Told of files that cannot be taken, by a hash of their name.</param>
public sealed class Maildir(string folder, ILogger<Maildir> log) : IMailSource
{
    private const int MostCounted = 1_000;
    private const int LongestName = 200;
    private readonly HashSet<string> failed = new(StringComparer.Ordinal);

    public string Name => "maildir";

    public TimeSpan Every => TimeSpan.FromSeconds(2);

    private string New => Path.Combine(folder, "new");

    private string Problem => Path.Combine(folder, "problem");

    public async Task<string?> CollectAsync(StoreMail store, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(New) || !Directory.Exists(Path.Combine(folder, "cur")))
        {
            throw new MailSourceException("The maildir does not have the folders new and cur, or they cannot be seen from here.");
        }

        var waiting = new DirectoryInfo(New).GetFiles().Where(f => !f.Name.StartsWith('.')).ToList();
        failed.IntersectWith(waiting.Select(f => f.Name));
        var look = new OneByOne();
        foreach (var file in waiting.OrderBy(f => failed.Contains(f.Name)).ThenBy(f => f.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _ = await look.TryAsync(() => TakeAsync(file, store, cancellationToken)) ? failed.Remove(file.Name) : failed.Add(file.Name);
        }

        look.End();
        return Directory.Exists(Problem) && Directory.EnumerateFiles(Problem).Take(MostCounted).Count() is > 0 and var count
            ? $"{count} file{(count == 1 ? "" : "s")} of the maildir could not be taken: look into its folder problem."
            : null;
    }

    private async Task TakeAsync(FileInfo file, StoreMail store, CancellationToken cancellationToken)
    {
        if (await ContentAsync(file, cancellationToken) is { } raw)
        {
            await store(Name, SourceIdOf(file.Name, raw), raw, cancellationToken);
            var plain = file.Name.Split(Separator)[0];
            Move(file, Path.Combine(folder, "cur", $"{plain}{Separator}2,S"));
        }
    }

    /// <returns><see langword="null"/> when another node was faster, or when the file was put aside.</returns>
    private async Task<byte[]?> ContentAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            if (file.LinkTarget is not null)
            {
                return PutAside(file, "it is a link");
            }

            await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
            if (stream.Length is 0 or > ReceiveMail.MaxBytes)
            {
                return PutAside(file, stream.Length == 0 ? "it is empty" : "it is too large");
            }

            var raw = new byte[stream.Length];
            await stream.ReadExactlyAsync(raw, cancellationToken);
            return raw;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return PutAside(file, $"it cannot be read ({fault.GetType().Name})");
        }
    }

    private byte[]? PutAside(FileInfo file, string why)
    {
        log.LogWarning("A file of the maildir goes to its folder problem, because {Why}; its name has the hash {Hash}", why, Hash(Encoding.UTF8.GetBytes(file.Name)));
        Directory.CreateDirectory(Problem);
        Move(file, Path.Combine(Problem, file.Name));
        return null;
    }

    private static void Move(FileInfo file, string target)
    {
        try
        {
            File.Move(file.FullName, target, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // another node was faster
        }
    }

    /// <summary>With a hash of the bytes: a name that is used again must not hide another message.</summary>
    private static string SourceIdOf(string name, byte[] raw) => $"{(name.Length > LongestName ? name[..LongestName] : name)} {Hash(raw)}";

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    /// <summary>Windows has no colon in names.</summary>
    private static char Separator => OperatingSystem.IsWindows() ? ';' : ':';
}
