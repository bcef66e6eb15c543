using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Nodes;

/// <summary>What a chaos run found.</summary>
/// <param name="Instances">Errands that were started, each with two timers, three signals, a task and three messages.</param>
/// <param name="Kills">Worker processes ended by SIGKILL and replaced.</param>
/// <param name="Stalls">Worker processes stopped for longer than the lease.</param>
/// <param name="Sends">Hand-overs; more than <paramref name="Messages"/> where an acknowledgement was lost.</param>
/// <param name="Messages">Different messages among them.</param>
/// <param name="Broken">The invariants that do not hold; empty when nothing is lost and nothing doubled.</param>
public sealed record ChaosResult(int Instances, int Kills, int Stalls, int Sends, int Messages, IReadOnlyList<string> Broken)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"instances {Instances}, kills {Kills}, stalls {Stalls}, lost {Of("lost")}, doubled {Of("doubled")}, other findings {Broken.Count - Of("lost") - Of("doubled")}, "
        + $"messages {Messages}, of them sent again {Sends - Messages}");

    private int Of(string kind) => Broken.Count(b => b.StartsWith(kind, StringComparison.Ordinal));
}

/// <summary>Three workers over one database, killed and stalled at random, while errands are started, signalled and done.</summary>
/// <remarks>All clocks run sixty times too fast, so that a lease of a minute is over in a second.</remarks>
public sealed class Chaos : IAsyncDisposable
{
    private const int Speed = 60;
    private const int Callers = 4;
    private static readonly TimeSpan PastTheLease = TimeSpan.FromSeconds(1.5);

    private readonly TestDatabase database;
    private readonly string folder = Directory.CreateTempSubdirectory("tracker-chaos-").FullName;
    private readonly DateTimeOffset epoch = TimeProvider.System.GetUtcNow();
    private readonly NodeHost driver;
    private readonly ChildProcess[] workers = new ChildProcess[3];
    private readonly ConcurrentBag<Guid> tickets = [];
    private readonly Random random;
    private int kills;
    private int stalls;

    private Chaos(TestDatabase database, int seed)
    {
        this.database = database;
        random = new(seed);
        driver = new(new(database.Kind, database.ConnectionString, new FastClock(epoch, Speed), new FileTransport(folder)));
    }

    public static async Task<ChaosResult> RunAsync(TestDatabase database, TimeSpan time, int seed)
    {
        await using var chaos = new Chaos(database, seed);
        await chaos.driver.ReadAsync(db => db.Database.EnsureCreatedAsync());
        await chaos.driver.PublishAsync(Story.Errand.ToJson());
        for (var i = 0; i < chaos.workers.Length; i++)
        {
            chaos.StartWorker(i);
        }

        return await chaos.RunAsync(time);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
        {
            await worker.DisposeAsync();
        }

        await driver.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<ChaosResult> RunAsync(TimeSpan time)
    {
        using var over = new CancellationTokenSource(time);
        var callers = Enumerable.Range(0, Callers).Select(_ => new Random(random.Next())).ToList();
        await Task.WhenAll([HarmAsync(over.Token), .. callers.Select(dice => Task.Run(() => DriveAsync(dice, over.Token)))]);
        await RestAsync(TimeSpan.FromMinutes(2) + time);
        var sent = FileTransport.SentIn(folder);
        var broken = await driver.ReadAsync(async db => await Invariants.FindBrokenAsync(db, sent));
        var missing = tickets.Except(await driver.ReadAsync(db => db.Tickets.Select(t => t.Id).ToListAsync())).Select(t => $"lost: {t} was started");
        return new(tickets.Count, kills, stalls, sent.Count, sent.Select(s => s.MessageId).Distinct().Count(), [.. broken, .. missing]);
    }

    /// <summary>Starts errands, sends their signals in any order and often twice, and does the tasks that are open.</summary>
    private async Task DriveAsync(Random dice, CancellationToken over)
    {
        var mine = new List<Guid>();
        while (!over.IsCancellationRequested)
        {
            var ticket = Guid.CreateVersion7(driver.Time.GetUtcNow());
            await driver.StartAsync("errand", ticket);
            tickets.Add(ticket);
            mine.Add(ticket);
            var earlier = mine[dice.Next(mine.Count)];
            await driver.SignalAsync("Poked", earlier, $"poke {earlier}");
            await driver.SignalAsync("Again", ticket, $"again {ticket}");
            await CompleteAsync(2);
            await Task.Delay(dice.Next(20), CancellationToken.None);
        }
    }

    private async Task CompleteAsync(int atMost)
    {
        var open = await driver.ReadAsync(db => db.Tasks.Where(t => t.Status == WorkflowTaskStatus.Open).OrderBy(t => t.Id).Take(atMost).Select(t => t.Id).ToListAsync());
        foreach (var task in open)
        {
            await driver.CompleteAsync(task);
        }
    }

    /// <summary>Two kills to one stall, about one a second.</summary>
    private async Task HarmAsync(CancellationToken over)
    {
        var dice = new Random(random.Next());
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(dice.Next(300, 1500), CancellationToken.None);
            var victim = dice.Next(workers.Length);
            if (dice.Next(3) == 0)
            {
                await workers[victim].StallAsync();
                await Task.Delay(PastTheLease, CancellationToken.None);
                await workers[victim].GoOnAsync();
                stalls++;
            }
            else
            {
                await workers[victim].DisposeAsync();
                StartWorker(victim);
                kills++;
            }
        }
    }

    /// <summary>Sends what was not sent and lets the workers come to the end; a message in the hands of a killed worker is leased for ten
    /// minutes, which are ten seconds here.</summary>
    private async Task RestAsync(TimeSpan atMost)
    {
        foreach (var ticket in tickets)
        {
            await driver.SignalAsync("Poked", ticket, $"poke {ticket}");
        }

        await CompleteAsync(int.MaxValue);
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < atMost && await driver.ReadAsync(IsAtWorkAsync))
        {
            await Task.Delay(100);
        }
    }

    private static async Task<bool> IsAtWorkAsync(HostDb db) =>
        await db.Instances.AnyAsync(i => i.Status == WorkflowStatus.Running) || await db.Timers.AnyAsync(t => t.AvailableAt != null && t.StimulusId == null);

    private void StartWorker(int i) => workers[i] = ChildProcess.Start(
        "Tracker.Engine.Node.dll", "work", "--provider", $"{database.Kind}", "--connection", database.ConnectionString,
        "--folder", folder, "--epoch", $"{epoch:O}", "--speed", $"{Speed}");
}
