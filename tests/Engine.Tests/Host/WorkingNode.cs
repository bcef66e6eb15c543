using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Tracker.Support;

namespace Tracker.Engine.Tests;

/// <summary>A node that works by itself as in production, by a clock that runs sixty times too fast; its database may fail.</summary>
internal sealed class WorkingNode : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tracker-fault-").FullName;
    private readonly CancellationTokenSource stop = new();
    private readonly NodeHost host;
    private readonly List<Guid> tickets = [];
    private readonly SemaphoreSlim stopped = new(1);

    private WorkingNode(Database kind, string connectionString, IInterceptor[] interceptors)
    {
        var clock = new FastClock(TimeProvider.System.GetUtcNow(), 60);
        host = new(new(kind, connectionString, clock, new FileTransport(folder)) { Script = Script, Interceptors = interceptors });
    }

    public Script Script { get; } = new();

    public LogBook Log => host.Log;

    public static async Task<WorkingNode> StartAsync(Database kind, string connectionString, params IInterceptor[] interceptors)
    {
        var node = new WorkingNode(kind, connectionString, interceptors);
        node.Script.On("work", visit => node.WorkAsync(visit, () => Task.CompletedTask));
        await node.host.ReadAsync(db => db.Database.EnsureCreatedAsync());
        var flow = new Flow("fault").Rest("rest", "00:00:30").Call("work").Node("write", "Test.Write").Line("rest", "work", "write");
        await node.host.PublishAsync(flow.ToJson());
        return node;
    }

    /// <summary>What happens in the middle of the work, until it has happened once without an exception.</summary>
    public void Meanwhile(Func<Scene, Task> happen)
    {
        var isOver = false;
        Script.On("work", visit => WorkAsync(visit, async () =>
        {
            if (!isOver)
            {
                isOver = true;
                await happen(visit);
            }
        }));
    }

    /// <summary>Starts that many instances and then works until it is disposed.</summary>
    public async Task StartAsync(int instances)
    {
        for (var i = 0; i < instances; i++)
        {
            tickets.Add((await host.StartAsync("fault")).Ticket);
        }

        await stopped.WaitAsync();
        _ = Task.Run(RunAsync);
    }

    public Task<int> ExecuteAsync(string sql) => host.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    /// <summary>Waits until everything is done by itself.</summary>
    public async Task AssertAllIsDoneOnceAsync()
    {
        await UntilAsync(() => host.ReadAsync(async db => !await db.Instances.AnyAsync(i => i.Status == WorkflowStatus.Running) && !await db.Timers.AnyAsync()));
        Assert.Empty(await host.ReadAsync(db => Invariants.FindBrokenAsync(db, FileTransport.SentIn(folder))));
        var deeds = await host.ReadAsync(db => db.Deeds.Select(d => $"{d.TicketId} {d.Name}").ToListAsync());
        Assert.Equal(tickets.SelectMany(t => new[] { $"{t} work 1", $"{t} write 1" }).Order(StringComparer.Ordinal), deeds.Order(StringComparer.Ordinal));
    }

    public async Task UntilLoggedAsync(string text) => await UntilAsync(() => Task.FromResult(Log.Lines.Any(line => line.Text.Contains(text, StringComparison.Ordinal))));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await stopped.WaitAsync();
        await host.DisposeAsync();
        stop.Dispose();
        stopped.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<ActivityResult> WorkAsync(Scene visit, Func<Task> meanwhile)
    {
        await visit.Db.RecordAsync(visit.Context, visit.CancellationToken);
        await visit.Db.SaveChangesAsync(visit.CancellationToken);
        await meanwhile();
        return ActivityResult.Done();
    }

    private async Task RunAsync()
    {
        await Task.WhenAll(host.DueWork.RunAsync(stop.Token), HurryAsync());
        stopped.Release();
    }

    private async Task HurryAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            host.Wakeup.Set();
            await Task.Delay(20);
        }
    }

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                if (await isSo())
                {
                    return;
                }
            }
            catch (Exception down) when (down is DbException or InvalidOperationException)
            {
                // the database is away
            }

            await Task.Delay(100);
        }

        Assert.Fail("It did not come to that within a minute. Logged: " + string.Join('\n', Log.Lines.TakeLast(20)));
    }
}
