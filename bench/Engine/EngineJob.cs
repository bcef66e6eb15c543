using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Timer = Tracker.Engine.Timer;

namespace Tracker.Bench.Engine;

/// <summary>The engine alone: how many instances a second start and finish, how late it is, what a poll costs beside a million sleepers.</summary>
internal sealed class EngineJob(BenchHost host, Database kind, EngineJob.Clocks clocks)
{
    private const int Cases = 10_000;
    private const int Clients = 8;
    private const int EmptyPolls = 2_000;
    private const int FullClaims = 100;
    private const int IdleCases = 200;
    private static readonly int[] Sizes = [1_000, 100_000, 1_000_000];

    public static async Task RunAsync(Database kind, string connection)
    {
        using var clocks = new Clocks();
        await using (var database = await NewAsync(kind, connection))
        {
            await using var host = await BenchHost.StartAsync(database);
            var job = new EngineJob(host, kind, clocks);
            await job.ThroughputAsync(1_000, say: false); // warm
            await job.ThroughputAsync(Cases, say: true);
            await job.IdleLatenessAsync();
            await job.SizesAsync();
        }

        await StartUpAsync(kind, connection);
    }

    private static async Task<TestDatabase> NewAsync(Database kind, string connection)
    {
        var database = await TestDatabase.CreateAsync(kind, connection);
        await Console.Error.WriteLineAsync($"A database of its own, {database.Name}, is made and dropped at the end.");
        return database;
    }

    private async Task ThroughputAsync(int cases, bool say)
    {
        var starting = await SecondsAsync(() => StartAsync(cases));
        var handing = await SecondsAsync(UntilIdleAsync);
        await MakeDueAsync(int.MaxValue);
        clocks.Clear();
        var waking = await SecondsAsync(() => WorkUntilAsync(NoneWakesAsync));
        var lateness = clocks.Of("lateness");
        await UntilIdleAsync();
        if (say)
        {
            Figures.Print($"start to sleep, {Clients} clients, one commit each", cases / starting, "instances/s");
            Figures.Print("hand over to a transport that does nothing", cases / handing, "messages/s");
            Figures.Print($"wake and finish, {cases:N0} due at once", cases / waking, "instances/s");
            Print($"lateness of {cases:N0} due at once", lateness, "s", scale: 1);
        }

        await CheckAsync();
    }

    private async Task IdleLatenessAsync()
    {
        await StartAsync(IdleCases);
        await UntilIdleAsync();
        foreach (var id in await host.WithAsync(db => db.Set<Timer>().Select(t => t.Id).ToListAsync()))
        {
            await MakeDueAsync(t => t.Id == id, TimeProvider.System.GetUtcNow().AddSeconds(5 + (60 * Random.Shared.NextDouble())));
        }

        clocks.Clear();
        await WorkUntilAsync(NoneWakesAsync);
        Print($"lateness of {IdleCases} due within a minute, otherwise idle", clocks.Of("lateness"), "s", scale: 1);
    }

    private async Task SizesAsync()
    {
        await host.StartCaseAsync(BenchHost.Case);
        await UntilIdleAsync();
        var rows = 0;
        foreach (var size in Sizes)
        {
            await host.WithAsync(async db =>
            {
                await new Sleepers(db, kind).FillAsync(rows + 1, size);
                return 0;
            });
            rows = size;
            await PollsAsync(size);
        }

        await MakeDueAsync(Cases);
        var seconds = await SecondsAsync(() => WorkUntilAsync(db => NoneWakesAsync(db, TimeProvider.System.GetUtcNow())));
        Figures.Print($"wake and finish, {Cases:N0} due at once among {rows:N0} sleepers", Cases / seconds, "instances/s");
    }

    private async Task PollsAsync(int size)
    {
        await UntilIdleAsync();
        clocks.Clear();
        for (var i = 0; i < EmptyPolls; i++)
        {
            await host.DueWork.RunOnceAsync(CancellationToken.None);
        }

        Print($"empty poll beside {size:N0} sleepers", clocks.Of("claim.duration").Skip(EmptyPolls / 10), "ms", scale: 1000);
        var due = Math.Min(FullClaims * 50, size / 2);
        await MakeDueAsync(due);
        clocks.Clear();
        for (var i = 0; i < due / 50; i++)
        {
            await host.DueWork.RunOnceAsync(CancellationToken.None);
        }

        Print($"claim of 50 beside {size:N0} sleepers", clocks.Of("claim.duration"), "ms", scale: 1000);
        await UntilIdleAsync();
    }

    /// <summary>The product itself: from the start of the process until it is ready, and its memory then and 10 s later.</summary>
    private static async Task StartUpAsync(Database kind, string connection)
    {
        await using var database = await NewAsync(kind, connection);
        var folder = Directory.CreateTempSubdirectory("tracker-bench-").FullName;
        await MeasureStartAsync(database, folder, sleepers: 0, say: false); // migrates
        await MeasureStartAsync(database, folder, sleepers: 0, say: true);
        await using (var host = await BenchHost.StartAsync(database))
        {
            await host.StartCaseAsync(BenchHost.Sleep);
            await host.WithAsync(async db =>
            {
                await new Sleepers(db, kind).FillAsync(1, Sizes[^1]);
                return 0;
            });
        }

        await MeasureStartAsync(database, folder, Sizes[^1], say: true);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task MeasureStartAsync(TestDatabase database, string folder, int sleepers, bool say)
    {
        await using var process = new TrackerProcess(database, folder, "2023-07-04T08:00Z");
        var seconds = await SecondsAsync(process.StartAsync);
        await Task.Delay(TimeSpan.FromSeconds(say ? 10 : 0));
        if (say)
        {
            Figures.Print($"start to ready with {sleepers:N0} sleepers", seconds, "s");
            Figures.Print($"working set 10 s later with {sleepers:N0} sleepers", process.WorkingSet / 1e6, "MB");
        }
    }

    private Task StartAsync(int cases) => Parallel.ForEachAsync(
        Enumerable.Range(0, cases), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (_, _) => await host.StartCaseAsync(BenchHost.Case));

    private Task UntilIdleAsync() => WorkUntilAsync(async db =>
    {
        var now = TimeProvider.System.GetUtcNow();
        return !await db.Set<Timer>().AnyAsync(t => t.AvailableAt <= now || t.LeaseToken != null);
    });

    private static async Task<bool> NoneWakesAsync(BenchDb db) => !await db.Set<Timer>().AnyAsync(t => t.InstanceId != null);

    private static async Task<bool> NoneWakesAsync(BenchDb db, DateTimeOffset by) => !await db.Set<Timer>().AnyAsync(t => t.InstanceId != null && t.DueAt <= by);

    /// <summary>Runs the worker as the product does, until that is so.</summary>
    private async Task WorkUntilAsync(Func<BenchDb, Task<bool>> isSo)
    {
        using var stop = new CancellationTokenSource();
        var work = host.DueWork.RunAsync(stop.Token);
        while (!await host.WithAsync(isSo))
        {
            await Task.Delay(50, CancellationToken.None);
        }

        await stop.CancelAsync();
        await work;
    }

    /// <summary>The first so many sleepers are due now.</summary>
    private async Task MakeDueAsync(int count)
    {
        var last = await host.WithAsync(db => db.Set<Timer>().Where(t => t.InstanceId != null).OrderBy(t => t.Id).Take(count).MaxAsync(t => t.Id));
        await MakeDueAsync(t => t.InstanceId != null && t.Id <= last, TimeProvider.System.GetUtcNow());
    }

    private Task<int> MakeDueAsync(System.Linq.Expressions.Expression<Func<Timer, bool>> which, DateTimeOffset at) => host.WithAsync(db => db.Set<Timer>().Where(which)
        .ExecuteUpdateAsync(set => set.SetProperty(t => t.DueAt, at.ToMicroseconds()).SetProperty(t => t.AvailableAt, (DateTimeOffset?)at.ToMicroseconds())));

    /// <summary>Every case has its two rows and its two messages, handed over, and nothing is parked.</summary>
    private Task<bool> CheckAsync() => host.WithAsync(async db =>
    {
        var instances = await db.Set<WorkflowInstance>().CountAsync(i => i.Status == WorkflowStatus.Finished);
        var rows = await db.Set<CaseRow>().CountAsync();
        var sent = await db.Set<OutboxMessage>().CountAsync(m => m.SentAt != null);
        var isRight = rows == 2 * instances && sent == 2 * instances && !await db.Set<Timer>().AnyAsync() && !await db.Set<Incident>().AnyAsync();
        return isRight ? isRight : throw new InvalidOperationException($"{instances} instances, {rows} rows, {sent} messages: something is lost or doubled.");
    });

    private static void Print(string name, IEnumerable<double> samples, string unit, double scale)
    {
        var scaled = samples.Select(sample => sample * scale).ToList();
        Figures.Print($"{name}, p50", scaled.Percentile(0.5), unit);
        Figures.Print($"{name}, p99", scaled.Percentile(0.99), unit);
    }

    private static async Task<double> SecondsAsync(Func<Task> act)
    {
        var watch = Stopwatch.StartNew();
        await act();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>What the engine's own histograms were told.</summary>
    internal sealed class Clocks : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly Dictionary<string, List<double>> samples = new(StringComparer.Ordinal);

        public Clocks()
        {
            listener.InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == Telemetry.Name)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument.Name["tracker.engine.".Length..], value));
            listener.Start();
        }

        public double[] Of(string name)
        {
            lock (samples)
            {
                return [.. samples.GetValueOrDefault(name, [])];
            }
        }

        public void Clear()
        {
            lock (samples)
            {
                samples.Clear();
            }
        }

        public void Dispose() => listener.Dispose();

        private void Add(string name, double value)
        {
            lock (samples)
            {
                if (!samples.TryGetValue(name, out var list))
                {
                    samples[name] = list = [];
                }

                list.Add(value);
            }
        }
    }
}
