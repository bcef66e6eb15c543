using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Tracker.Workflow.Correspondence;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;
using Database = Tracker.Support.Database;

namespace Tracker.Bench.Mail;

/// <summary>Messages per second in, over SQLite, and the memory that large ones take.</summary>
internal static class InBench
{
    private const int Small = 1_000;
    private const int SmallBytes = 20_000;
    private const int LargeBytes = 10_000_000;

    /// <summary>How many messages of 10 MB come in; TRACKER_BENCH_LARGE takes fewer, because they fill 14 GB of the disk.</summary>
    private static int Large => int.TryParse(Environment.GetEnvironmentVariable("TRACKER_BENCH_LARGE"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1_000;

    public static async Task RunAsync()
    {
        Environment.SetEnvironmentVariable("Logging__Console__LogToStandardErrorThreshold", "Trace"); // standard output is for the figures
        ReadOnly("20 kB", Message(0, SmallBytes), rounds: 2_000);
        ReadOnly("10 MB", Message(0, LargeBytes), rounds: 20);
        await ReceiveAsync();
        await CollectAsync();
    }

    private static void ReadOnly(string size, byte[] message, int rounds)
    {
        for (var i = 0; i < rounds / 10; i++)
        {
            MimeReader.Read(message);
        }

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < rounds; i++)
        {
            MimeReader.Read(message);
        }

        Figures.Print($"mail reader alone, an attachment of {size}", rounds / watch.Elapsed.TotalSeconds, "messages/s");
    }

    /// <summary>Each stored in its own transaction; then each read, matched and sorted by its workflow.</summary>
    private static async Task ReceiveAsync()
    {
        await using var installation = await Installation.CreateAsync();
        var messages = Enumerable.Range(0, Small).Select(i => Message(i, SmallBytes)).ToList();
        var watch = Stopwatch.StartNew();
        foreach (var (i, message) in messages.Index())
        {
            await installation.WithAsync(services => services.GetRequiredService<IMediator>().Send(new ReceiveMail.Command("bench", $"{i}", message)));
        }

        Figures.Print("mail in, stored, 20 kB each, one after the other", Small / watch.Elapsed.TotalSeconds, "messages/s");
        watch.Restart();
        using var stop = new CancellationTokenSource();
        var work = installation.App.Services.GetRequiredService<DueWork>().RunAsync(stop.Token);
        await installation.UntilReadAsync(Small);
        Figures.Print("mail in, read, matched and sorted by the engine", Small / watch.Elapsed.TotalSeconds, "messages/s");
        await stop.CancelAsync();
        await work;
    }

    /// <summary>Delivered as fast as they are taken, at most ten at a time; collected and read at the same time.</summary>
    private static async Task CollectAsync()
    {
        var maildir = Directory.CreateTempSubdirectory("tracker-bench-maildir-").FullName;
        foreach (var name in new[] { "new", "cur", "tmp" })
        {
            Directory.CreateDirectory(Path.Combine(maildir, name));
        }

        await using (var installation = await Installation.CreateAsync($"--Tracker:Mail:Incoming:Maildir={maildir}"))
        {
            var watch = Stopwatch.StartNew();
            await Server.StartAsync(installation.App);
            for (var i = 0; i < Large; i++)
            {
                await File.WriteAllBytesAsync(Path.Combine(maildir, "tmp", $"{i}"), Message(i, LargeBytes));
                File.Move(Path.Combine(maildir, "tmp", $"{i}"), Path.Combine(maildir, "new", $"{i}"));
                while (Directory.GetFiles(Path.Combine(maildir, "new")).Length >= 10)
                {
                    await Task.Delay(20);
                }

                Array.ForEach(Directory.GetFiles(Path.Combine(maildir, "cur")), File.Delete);
            }

            await installation.UntilReadAsync(Large);
            Figures.Print($"mail in by the maildir, stored and read, 10 MB each, {Large}", Large / watch.Elapsed.TotalSeconds, "messages/s");
            Figures.Print($"memory with {Large} messages of 10 MB, peak working set, the bench's own message included", Process.GetCurrentProcess().PeakWorkingSet64 / 1e6, "MB");
        }

        Directory.Delete(maildir, recursive: true);
    }

    private static byte[] Message(int number, int attachmentBytes)
    {
        var content = new byte[attachmentBytes];
        RandomNumberGenerator.Fill(content.AsSpan(0, 1_000));
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"From: Clerk <clerk{number % 50}@respondent.test>\r\nTo: scrutiny@council.test\r\nSubject: Reply {number}\r\nMessage-ID: <{number}@respondent.test>\r\n")
            .Append("Date: Thu, 20 Jul 2023 09:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWe accept recommendation 1.\r\n")
            .Append("--b\r\nContent-Type: application/pdf; name=reply.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n")
            .Append(Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks))
            .Append("\r\n--b--\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>A host over an empty database, by the system's clock.</summary>
    private sealed class Installation(TestDatabase database, string folder, WebApplication app) : IAsyncDisposable
    {
        public WebApplication App => app;

        public static async Task<Installation> CreateAsync(params string[] more)
        {
            var database = await TestDatabase.CreateAsync(Database.Sqlite);
            var folder = Directory.CreateTempSubdirectory("tracker-bench-").FullName;
            var app = TrackerHost.Build([.. TestTracker.Settings(database, folder, at: null), .. more, "--urls=http://127.0.0.1:0"]);
            var installation = new Installation(database, folder, app);
            if (more.Length == 0)
            {
                await installation.WithAsync(services => services.GetRequiredService<TrackerDb>().Database.MigrateAsync());
                await Workflow.Persistence.Database.PublishAsync(app.Services, Path.Combine(AppContext.BaseDirectory, "workflows"), CancellationToken.None);
            }

            return installation;
        }

        public async Task WithAsync(Func<IServiceProvider, Task> act)
        {
            await using var scope = app.Services.CreateAsyncScope();
            await act(scope.ServiceProvider);
        }

        public async Task UntilReadAsync(int count)
        {
            for (var read = 0; read < count;)
            {
                await Task.Delay(50);
                await WithAsync(async services => read = await services.GetRequiredService<TrackerDb>().IncomingMessages.CountAsync(m => m.State != CorrespondenceState.Received));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            await database.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
