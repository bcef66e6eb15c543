using System.Security.Cryptography;
using System.Text;

namespace Tracker.Engine.Nodes;

/// <summary>The world outside: a line for each message handed over, on the disk before it is acknowledged. Each process has its own file.</summary>
/// <param name="folder">Where the files are.</param>
/// <param name="points">Told before a line is written.</param>
public sealed class FileTransport(string folder, Points? points = null) : IOutboxTransport
{
    private static readonly SemaphoreSlim OneAtATime = new(1); // appending seeks to the end first
    private readonly string file = Path.Combine(folder, $"sent-{Environment.ProcessId}");

    public string Kind => "mail";

    /// <summary>Message id and SHA-256 of every hand-over; a line that was cut off by a kill was never acknowledged.</summary>
    public static IReadOnlyList<(string MessageId, string Hash)> SentIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "sent-*").SelectMany(f => File.ReadAllText(f).Split('\n')[..^1])
            .Select(line => line.Split(' ')).Select(words => (string.Join(' ', words[..^1]), words[^1])),
    ];

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public async Task<HandedOver> DeliverAsync(OutboxMessage message, Delivery delivery, CancellationToken cancellationToken)
    {
        await (points?.PassAsync("send") ?? Task.CompletedTask);
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            await using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0, FileOptions.WriteThrough);
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{message.MessageId} {HashOf(message.Content)}\n"), cancellationToken);
            return new HandedOver.Taken();
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
