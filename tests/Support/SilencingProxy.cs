using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Tracker.Support;

/// <summary>Stands between a client and its PostgreSQL server, and can let a COMMIT through and keep back the answer.</summary>
public sealed class SilencingProxy : IAsyncDisposable
{
    private static readonly byte[] Commit = "COMMIT"u8.ToArray();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly string host;
    private readonly int port;
    private int toSwallow;
    private int swallowed;

    private SilencingProxy(string host, int port)
    {
        this.host = host;
        this.port = port;
        listener.Start();
        _ = AcceptAsync(over.Token);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Commits whose answer never came, so far.</summary>
    public int Swallowed => swallowed;

    public static SilencingProxy Before(string host, int port) => new(host, port);

    /// <summary>The next commit reaches the server and is carried out; then both connections end.</summary>
    public void SwallowNext() => Interlocked.Exchange(ref toSwallow, 1);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        over.Dispose();
    }

    private async Task AcceptAsync(CancellationToken isOver)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(isOver), isOver);
            }
        }
        catch (OperationCanceledException)
        {
            // nobody is served any more
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken isOver)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(host, port, isOver);
            (near.NoDelay, far.NoDelay) = (true, true);
            var isSilent = new StrongBox<bool>();
            await await Task.WhenAny(AskAsync(near.GetStream(), far.GetStream(), isSilent, isOver), AnswerAsync(far.GetStream(), near.GetStream(), isSilent, isOver));
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // either side has gone
        }
    }

    private async Task AskAsync(NetworkStream near, NetworkStream far, StrongBox<bool> isSilent, CancellationToken isOver)
    {
        var buffer = new byte[65536];
        while (await near.ReadAsync(buffer, isOver) is > 0 and var count)
        {
            isSilent.Value |= buffer.AsSpan(0, count).IndexOf(Commit) >= 0 && Interlocked.Exchange(ref toSwallow, 0) == 1;
            await far.WriteAsync(buffer.AsMemory(0, count), isOver);
        }
    }

    private async Task AnswerAsync(NetworkStream far, NetworkStream near, StrongBox<bool> isSilent, CancellationToken isOver)
    {
        var buffer = new byte[65536];
        while (await far.ReadAsync(buffer, isOver) is > 0 and var count)
        {
            if (isSilent.Value)
            {
                Interlocked.Increment(ref swallowed);
                return;
            }

            await near.WriteAsync(buffer.AsMemory(0, count), isOver);
        }
    }
}
