using System.Text;

namespace Tracker.Support;

/// <summary>Reads lines that end in CRLF; a CR or LF alone is part of its line.</summary>
internal sealed class SinkLines(Stream first)
{
    private Stream stream = first;
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// <summary>Where they come from; what was read from the former stream is forgotten.</summary>
    public Stream Stream
    {
        get => stream;
        set
        {
            stream = value;
            start = end;
        }
    }

    public static string TextOf(ReadOnlyMemory<byte> line) => Encoding.Latin1.GetString(line.Span);

    /// <returns>The line without its end, valid until the next call; <see langword="null"/> at the end of the stream.</returns>
    public async Task<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = buffer.AsSpan(start..end).IndexOf("\r\n"u8)) < 0)
        {
            MakeRoom();
            var count = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (count == 0)
            {
                return null;
            }

            end += count;
        }

        var line = buffer.AsMemory(start, length);
        start += length + 2;
        return line;
    }

    private void MakeRoom()
    {
        buffer.AsSpan(start..end).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
    }
}
