using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tracker.Support;

namespace Tracker.Engine.Nodes;

/// <summary>Plays random sequences on matters with two nodes that now and then start anew, and compares each step with the model.</summary>
public sealed class Interleavings : IAsyncDisposable
{
    private readonly FakeClock clock = new(new(2024, 1, 31, 9, 30, 0, TimeSpan.Zero)); // due dates are on the hour, so that retries are over by the half
    private readonly ConcurrentDictionary<Guid, int> failures = new();
    private readonly NodeHost[] nodes;

    private Interleavings(TestDatabase database, string folder)
    {
        var script = new Script();
        Matter.Play(script, failures);
        var parts = new NodeParts(database.Kind, database.ConnectionString, clock, new FileTransport(folder)) { Script = script };
        nodes = [new(parts), new(parts)];
    }

    public static async Task<Interleavings> StartAsync(TestDatabase database, string folder)
    {
        var interleavings = new Interleavings(database, folder);
        await interleavings.nodes[0].ReadAsync(db => db.Database.EnsureCreatedAsync());
        await interleavings.nodes[0].PublishAsync(Matter.Flow.ToJson());
        return interleavings;
    }

    /// <summary>One matter's life, of some fifteen steps.</summary>
    /// <returns>Where engine and model part, with the steps up to there; <see langword="null"/> when they never do.</returns>
    public async Task<string?> PlayAsync(int seed)
    {
        var random = new Random(seed);
        var ticket = Guid.CreateVersion7(clock.GetUtcNow());
        var due = clock.GetUtcNow().AddMinutes(30).AddHours(random.Next(0, 500));
        var model = new MatterModel(due);
        await StartAsync(ticket, due);
        var steps = new List<string> { $"seed {seed}", $"due {due:O}" };
        for (var step = 0; step < 15; step++)
        {
            steps.Add(await StepAsync(random, model, ticket));
            await LiveAsync(TimeSpan.Zero);
            model.LiveTo(clock.GetUtcNow());
            var found = await nodes[0].ReadAsync(db => DescribeAsync(db, ticket));
            if (found != model.ToString())
            {
                return $"{string.Join("; ", steps)}\n  engine: {found}\n  model:  {model}";
            }
        }

        return null;
    }

    /// <summary>The invariants that do not hold in the whole database.</summary>
    public Task<IReadOnlyList<string>> FindBrokenAsync() => nodes[0].ReadAsync(db => Invariants.FindBrokenAsync(db, areOver: false));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    private Task<Guid> StartAsync(Guid ticket, DateTimeOffset due) => nodes[0].SendAsync((db, runtime) =>
    {
        db.Add(new Ticket { Id = ticket, DueAt = due });
        return runtime.StartAsync("matter", ticket.ToString(), CancellationToken.None);
    });

    private async Task<string> StepAsync(Random random, MatterModel model, Guid ticket)
    {
        var id = $"{Guid.CreateVersion7(clock.GetUtcNow())}";
        switch (random.Next(20))
        {
            case 0:
                model.Reply();
                await SignalAsync("Replied", ticket, id);
                return "reply";
            case 1:
                model.Withdraw();
                await SignalAsync("Withdrawn", ticket, id);
                return "withdraw";
            case 2 or 3 or 4:
                var days = random.Next(1, 15);
                if (!model.IsClosed)
                {
                    model.Extend(TimeSpan.FromDays(days));
                    await ExtendAsync(ticket, TimeSpan.FromDays(days), id);
                }

                return $"extend by {days} days";
            case 5 or 6:
                var by = random.Next(2) == 0 ? "One" : "Two";
                model.Acknowledge(by);
                await SignalAsync($"AcknowledgedBy{by}", ticket, $"{by} {ticket}");
                return $"acknowledge by {by}";
            case 7 or 8 or 9:
                var times = random.Next(1, 4);
                model.FailNext(times);
                failures[ticket] = times;
                return $"fail {times} times";
            case 10 or 11:
                nodes[random.Next(2)].Restart();
                return "restart";
            default:
                var hours = random.Next(1, 200);
                await LiveAsync(TimeSpan.FromHours(hours));
                return $"live {hours} hours";
        }
    }

    /// <summary>The same signal on both nodes at once, and once more.</summary>
    private async Task SignalAsync(string name, Guid ticket, string id)
    {
        await Task.WhenAll(nodes.Select(node => Task.Run(() => node.SignalAsync(name, ticket, id))));
        await nodes[0].SignalAsync(name, ticket, id);
    }

    private Task<int> ExtendAsync(Guid ticket, TimeSpan by, string id) => nodes[1].SendAsync(async (db, runtime) =>
    {
        (await db.Tickets.SingleAsync(t => t.Id == ticket)).DueAt += by;
        return await runtime.SignalAsync(new("Extended", ticket.ToString(), "test", id, PayloadJson: null, TimeSpan.FromHours(1)), CancellationToken.None);
    });

    /// <summary>Both nodes work at every due instant.</summary>
    private async Task LiveAsync(TimeSpan time)
    {
        var until = clock.GetUtcNow() + time;
        while (await nodes[0].DueWork.NextDueAsync(CancellationToken.None) is { } due && due <= until)
        {
            clock.Set(due > clock.GetUtcNow() ? due : clock.GetUtcNow());
            await Task.WhenAll(nodes.Select(node => Task.Run(() => node.DueWork.RunOnceAsync(CancellationToken.None))));
        }

        clock.Set(until);
    }

    private static async Task<string> DescribeAsync(HostDb db, Guid ticket)
    {
        var instance = await db.Instances.SingleAsync(i => i.CorrelationId == ticket.ToString());
        var deeds = await db.Deeds.Where(d => d.TicketId == ticket).Select(d => d.Name).ToListAsync();
        var due = await db.Tickets.Where(t => t.Id == ticket).Select(t => t.DueAt).SingleAsync();
        var incidents = await db.Incidents.CountAsync(i => i.InstanceId == instance.Id);
        var messages = await db.Outbox.CountAsync(m => m.MessageId == $"close 1.{ticket}@node.test");
        return string.Join(", ", deeds.Order(StringComparer.Ordinal)) + $"; {instance.Status}; due {due:O}; {incidents} incidents; {messages} messages";
    }
}
