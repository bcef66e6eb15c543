using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;

namespace Tracker.Bench;

/// <summary>A year of letters by chance on SQLite, lived through in this process by the simulated clock; its mail is checked against the rules.</summary>
internal static class YearJob
{
    private const int Letters = 200;

    public static async Task RunAsync()
    {
        Environment.SetEnvironmentVariable("Logging__Console__LogToStandardErrorThreshold", "Trace"); // standard output is for the figures
        await using var tracker = await TestTracker.StartAsync(Database.Sqlite, $"{YearOfLetters.First:yyyy-MM-dd}T08:00Z");
        var plan = new YearOfLetters(Letters, seed: 2024).Plan();
        var watch = Stopwatch.StartNew();
        await YearOfLetters.LiveAsync(tracker, plan);
        var seconds = watch.Elapsed.TotalSeconds;

        var sent = YearLedger.Sent(tracker.Mail).ToList();
        if (!sent.SequenceEqual(YearLedger.Expected(plan)))
        {
            throw new InvalidOperationException("The year's messages are not those that the rules say.");
        }

        var wakes = await tracker.StoredAsync(db => db.Set<JournalEntry>().CountAsync(e => e.Kind == JournalKind.Woken && e.Text!.StartsWith("by the timer ")));
        Figures.Print($"a year of {Letters} letters under the simulated clock", seconds, "s");
        Figures.Print("letters", Letters / seconds, "letters/s");
        Figures.Print("messages", sent.Count, "messages");
        Figures.Print("messages written and handed over", sent.Count / seconds, "messages/s");
        Figures.Print("timers handled", (wakes + sent.Count) / seconds, "timers/s");
    }
}
