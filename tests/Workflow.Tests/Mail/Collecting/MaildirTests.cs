using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail.Collecting;

public sealed class MaildirTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tracker-maildir-").FullName;
    private readonly Dictionary<string, string> stored = new(StringComparer.Ordinal); // as the database keeps them: once for each source id

    public MaildirTests()
    {
        foreach (var name in new[] { "new", "cur", "tmp" })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Collect_NewFiles_AreStoredThenSeen()
    {
        Deliver("1.b.host", "second");
        Deliver("1.a.host", "first");
        await File.WriteAllTextAsync(Path.Combine(folder, "tmp", "1.c.host"), "half");
        await File.WriteAllTextAsync(Path.Combine(folder, "cur", "1.d.host:2,"), "read by somebody");
        Deliver(".hidden", "no message");

        var concern = await Collecting();

        Assert.Null(concern);
        Assert.Equal(["first", "second"], stored.Values);
        Assert.Equal([".hidden"], In("new"));
        Assert.Equal(["1.a.host:2,S", "1.b.host:2,S", "1.d.host:2,"], In("cur"));
        Assert.Equal(["1.c.host"], In("tmp"));
    }

    /// <summary>The crash comes after the commit and before the move.</summary>
    [Fact]
    public async Task Collect_CrashBetweenCommitAndMove_StoresOnce()
    {
        Deliver("1.a.host", "once");
        var calls = 0;

        var crash = Record.ExceptionAsync(() => new Maildir(folder, NullLogger<Maildir>.Instance).CollectAsync(
            async (source, id, raw, ct) =>
            {
                await StoreAsync(source, id, raw, ct);
                calls++;
                throw new InvalidOperationException("The process dies here.");
            },
            CancellationToken.None));
        Assert.IsType<MailSourceException>(await crash);
        Assert.Equal(["1.a.host"], In("new"));
        await Collecting();

        Assert.Equal(1, calls);
        Assert.Equal("once", Assert.Single(stored.Values));
        Assert.Equal(["1.a.host:2,S"], In("cur"));
    }

    [Fact]
    public async Task Collect_NotStored_StaysInNew()
    {
        Deliver("1.a.host", "kept");

        var fault = await Assert.ThrowsAsync<MailSourceException>(() => Collecting((_, _, _, _) => throw new IOException("full")));

        Assert.Equal("A message could not be stored, and will be tried again.", fault.Message);
        Assert.Equal(["1.a.host"], In("new"));
        Assert.Empty(In("cur"));
    }

    [Fact]
    public async Task Collect_OneThatCannotBeStored_KeepsNobodyOut()
    {
        Deliver("1.a.host", "poison");
        Deliver("1.b.host", "good");

        await Assert.ThrowsAsync<MailSourceException>(() => Collecting((source, id, raw, ct) =>
            Encoding.UTF8.GetString(raw) == "poison" ? throw new InvalidOperationException() : StoreAsync(source, id, raw, ct)));

        Assert.Equal("good", Assert.Single(stored.Values));
        Assert.Equal(["1.a.host"], In("new"));
    }

    [Fact]
    public async Task Collect_NothingCanBeStored_GivesUpSoon()
    {
        for (var i = 0; i < 10; i++)
        {
            Deliver($"1.{i}.host", "text");
        }

        var calls = 0;
        await Assert.ThrowsAsync<MailSourceException>(() => Collecting((_, _, _, _) =>
        {
            calls++;
            throw new InvalidOperationException("The database is away.");
        }));

        Assert.Equal(3, calls);
        Assert.Equal(10, In("new").Length);
    }

    [Fact]
    public async Task Collect_ThreeFailOnceInARow_AreTriedLastTheNextTime()
    {
        for (var i = 0; i < 5; i++)
        {
            Deliver($"1.{i}.host", i < 3 ? "poison" : "good");
        }

        var maildir = new Maildir(folder, NullLogger<Maildir>.Instance);
        Task Store(string source, string id, byte[] raw, CancellationToken ct) => Encoding.UTF8.GetString(raw) == "poison" ? throw new InvalidOperationException() : StoreAsync(source, id, raw, ct);
        await Assert.ThrowsAsync<MailSourceException>(() => maildir.CollectAsync(Store, CancellationToken.None));
        await Assert.ThrowsAsync<MailSourceException>(() => maildir.CollectAsync(Store, CancellationToken.None));

        Assert.Equal(2, stored.Count);
    }

    [Fact]
    public async Task Collect_EmptyTooLargeOrALink_IsPutAsideAndSaid()
    {
        Deliver("1.empty.host", "");
        using (var large = File.Create(Path.Combine(folder, "new", "1.large.host")))
        {
            large.SetLength(40_000_001);
        }

        File.CreateSymbolicLink(Path.Combine(folder, "new", "1.link.host"), Path.Combine(folder, "elsewhere"));
        Deliver("1.good.host", "good");

        var concern = await Collecting();

        Assert.Equal("3 files of the maildir could not be taken: look into its folder problem.", concern);
        Assert.Equal(["1.empty.host", "1.large.host", "1.link.host"], In("problem"));
        Assert.Equal("good", Assert.Single(stored.Values));
        Assert.Equal(concern, await Collecting()); // until somebody looks
    }

    /// <summary>Another node takes it between the look and the reading, or between the storing and the move.</summary>
    [Fact]
    public async Task Collect_FileVanishes_IsNoFault()
    {
        Deliver("1.a.host", "first");
        Deliver("1.b.host", "second");

        var concern = await Collecting(async (source, id, raw, ct) =>
        {
            await StoreAsync(source, id, raw, ct);
            foreach (var file in Directory.GetFiles(Path.Combine(folder, "new")))
            {
                File.Delete(file);
            }
        });

        Assert.Null(concern);
        Assert.Equal("first", Assert.Single(stored.Values));
        Assert.Empty(In("new"));
    }

    [Fact]
    public async Task Collect_SameNameWithOtherBytes_IsAnotherMessage()
    {
        Deliver("mail.eml", "first");
        await Collecting();
        Deliver("mail.eml", "second");

        await Collecting();

        Assert.Equal(["first", "second"], stored.Values);
    }

    [Fact]
    public async Task Collect_FolderIsAway_IsSaid()
    {
        Directory.Delete(Path.Combine(folder, "new"));

        var fault = await Assert.ThrowsAsync<MailSourceException>(() => Collecting());

        Assert.Equal("The maildir does not have the folders new and cur, or they cannot be seen from here.", fault.Message);
    }

    [Fact]
    public async Task Collect_ByFourNodesAtOnce_StoresEachOnce()
    {
        for (var i = 0; i < 100; i++)
        {
            Deliver($"1.{i}.host", $"message {i}");
        }

        var concerns = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Collecting())));

        Assert.All(concerns, Assert.Null);
        Assert.Equal(100, stored.Values.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(100, stored.Count);
        Assert.Empty(In("new"));
        Assert.Equal(100, In("cur").Length);
    }

    private void Deliver(string name, string text)
    {
        File.WriteAllText(Path.Combine(folder, "tmp", name), text);
        File.Move(Path.Combine(folder, "tmp", name), Path.Combine(folder, "new", name));
    }

    private Task<string?> Collecting(StoreMail? store = null) => new Maildir(folder, NullLogger<Maildir>.Instance).CollectAsync(store ?? StoreAsync, CancellationToken.None);

    private Task StoreAsync(string source, string sourceId, byte[] raw, CancellationToken cancellationToken)
    {
        Assert.Equal("maildir", source);
        Assert.InRange(sourceId.Length, 1, 300);
        lock (stored)
        {
            stored[sourceId] = Encoding.UTF8.GetString(raw);
        }

        return Task.CompletedTask;
    }

    private string[] In(string part) => Directory.Exists(Path.Combine(folder, part))
        ? [.. Directory.GetFiles(Path.Combine(folder, part)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]
        : [];
}
