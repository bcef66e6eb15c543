using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Api;
using Tracker.Api.Tests.Support;
using Tracker.Engine;
using Tracker.Support;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;
using Database = Tracker.Support.Database;

namespace Tracker.Bench.Mail;

/// <summary>Messages per second out of the outbox, over SQLite: claimed, begun, sent and settled, one after the other to each destination.</summary>
internal static class OutBench
{
    private const int Messages = 600;
    private const int AttachmentBytes = 50_000;

    public static async Task RunAsync()
    {
        await using (var sink = SmtpSink.Start())
        {
            string[] plain = ["--Tracker:Mail:Smtp:Security=None", $"--Tracker:Mail:Smtp:Port={sink.Port}"];
            await MeasureAsync("warm", plain, destinations: 20, say: false);
            await MeasureAsync("a loopback sink in plain text", plain, destinations: 1);
            await MeasureAsync("a loopback sink in plain text", plain, destinations: 20);
        }

        if (PostfixServer.IsInstalled)
        {
            await using var postfix = await PostfixServer.StartAsync("nobody@bench.test");
            string[] encrypted = [$"--Tracker:Mail:Smtp:TrustedCertificateFile={postfix.TrustedCertificateFile}", $"--Tracker:Mail:Smtp:Port={postfix.Port}"];
            await MeasureAsync("Postfix by STARTTLS", encrypted, destinations: 1);
            await MeasureAsync("Postfix by STARTTLS", encrypted, destinations: 20);
        }
    }

    private static async Task MeasureAsync(string relay, string[] settings, int destinations, bool say = true)
    {
        await using var database = await TestDatabase.CreateAsync(Database.Sqlite);
        var folder = Directory.CreateTempSubdirectory("tracker-bench-").FullName;
        await using var app = TrackerHost.Build([.. TestTracker.Settings(database, folder, at: null), "--Tracker:Mail:Mode=Smtp", "--Tracker:Mail:Smtp:Host=localhost", .. settings]);
        await WithAsync(app, async (db, outgoing) =>
        {
            await db.Database.MigrateAsync();
            await QueueAsync(db, outgoing, destinations);
            return true;
        });

        var watch = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource();
        var work = app.Services.GetRequiredService<DueWork>().RunAsync(stop.Token);
        while (await WithAsync(app, (db, _) => db.Dispatches.AnyAsync(d => d.State != DispatchState.Sent)))
        {
            await Task.Delay(20, CancellationToken.None);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await work;
        if (say)
        {
            Figures.Print($"mail out to {relay}, {AttachmentBytes / 1000} kB each, {destinations} destination{(destinations == 1 ? "" : "s")}", Messages / seconds, "messages/s");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task QueueAsync(TrackerDb db, OutgoingMail outgoing, int destinations)
    {
        var commission = Commission.Found("Harbour Scrutiny Commission", TimeProvider.System.GetUtcNow());
        var attachment = new MailAttachment("letter.pdf", "application/pdf", new byte[AttachmentBytes]);
        for (var i = 0; i < Messages; i++)
        {
            var to = EmailAddress.Parse($"clerk{i}@respondent{i % destinations}.test");
            outgoing.Send(new(outgoing.FaceOf(commission), [new("Clerk", to)], new("Recommendations", "Please reply.\n", "<p>Please reply.</p>"))
            {
                Kind = "letter",
                CorrelationId = commission.Id,
                CommissionId = commission.Id,
                Attachments = [attachment],
            });
        }

        await db.SaveChangesAsync();
    }

    private static async Task<T> WithAsync<T>(WebApplication app, Func<TrackerDb, OutgoingMail, Task<T>> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TrackerDb>(), scope.ServiceProvider.GetRequiredService<OutgoingMail>());
    }
}
