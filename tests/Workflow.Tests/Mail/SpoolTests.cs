using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

public sealed class SpoolTests : IDisposable
{
    private static readonly MessageId Id = MessageId.Parse("0198c1a2.Chase/1@tracker.brackwater.test");
    private readonly string folder = Directory.CreateTempSubdirectory("tracker-spool-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Write_Message_IsOneWholeFileInNew()
    {
        var bytes = MimeWriter.Write(Sample.Reminder);

        var outcome = new Spool(folder).Write(Id, bytes);

        Assert.Equal(Spooled.Created, outcome);
        Assert.Equal("new/0198c1a2.%43hase%2f1@tracker.brackwater.test.eml", Assert.Single(Files()));
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(folder, Files()[0])));
    }

    [Fact]
    public void Write_Twice_GivesOneFile()
    {
        new Spool(folder).Write(Id, "one"u8);

        var again = new Spool(folder).Write(Id, "one"u8);

        Assert.Equal(Spooled.AlreadyThere, again);
        Assert.Single(Files());
    }

    [Fact]
    public void Write_AlreadyDelivered_DoesNotComeBack()
    {
        var spool = new Spool(folder);
        spool.Write(Id, "one"u8);
        File.Move(Path.Combine(folder, "new", Spool.FileName(Id)), Path.Combine(folder, "done", Spool.FileName(Id)));

        var again = spool.Write(Id, "one"u8);

        Assert.Equal(Spooled.AlreadyThere, again);
        Assert.StartsWith("done/", Assert.Single(Files()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("done")]
    public void Write_OtherBytesUnderTheSameId_ThrowsAndKeepsTheFirst(string where)
    {
        var spool = new Spool(folder);
        var path = Path.Combine(folder, where, Spool.FileName(Id));
        File.WriteAllText(path, "one");

        Assert.Throws<InvalidOperationException>(() => spool.Write(Id, "two"u8));

        Assert.Equal("one", File.ReadAllText(path));
        Assert.Single(Files());
    }

    [Theory]
    [InlineData("")]
    [InlineData("on")]
    [InlineData("something longer than the message itself")]
    public void Write_AfterACrashHalfWay_IgnoresWhatWasLeft(string left)
    {
        var spool = new Spool(folder);
        File.WriteAllText(Path.Combine(folder, "tmp", Spool.FileName(Id)), left);

        var outcome = spool.Write(Id, "one"u8);

        Assert.Equal(Spooled.Created, outcome);
        Assert.Equal("one", File.ReadAllText(Path.Combine(folder, Assert.Single(Files()))));
    }

    [Fact]
    public void Write_TemporaryFolderUnwritable_LeavesNothingInNewAndWorksLater()
    {
        var spool = new Spool(folder);
        var inTheWay = Directory.CreateDirectory(Path.Combine(folder, "tmp", Spool.FileName(Id)));

        Assert.ThrowsAny<Exception>(() => spool.Write(Id, "one"u8));
        Assert.Empty(Files());

        inTheWay.Delete();
        Assert.Equal(Spooled.Created, spool.Write(Id, "one"u8));
    }

    [Fact]
    public async Task Write_ManyAtOnce_GivesOneFileEach()
    {
        var spool = new Spool(folder);
        var ids = Enumerable.Range(0, 50).Select(n => MessageId.Parse(FormattableString.Invariant($"{n}@t.test")));

        await Task.WhenAll(ids.Select(id => Task.Run(() => spool.Write(id, "one"u8))));

        Assert.Equal(50, Files().Length);
    }

    [Fact]
    public void FileName_AwkwardIds_AreDifferentAndSafe()
    {
        string[] ids =
        [
            "a@t.test", "A@t.test", "a@T.test", "%61@t.test", "a/b@t.test", "a%2fb@t.test", "a\\b@t.test", "..@t.test", ".@t.test", "a:b@t.test", "a*@t.test",
            new string('a', 230) + "@t.test", new string('a', 230) + "@u.test", new string('A', 200) + "@t.test", "%-" + new string('a', 198) + "@t.test",
        ];

        var names = ids.Select(id => Spool.FileName(MessageId.Parse(id))).ToList();

        Assert.Equal(ids.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches(@"\A[a-z0-9%@_-][a-z0-9%@_.-]{0,220}\.eml\z", name));
    }

    private string[] Files() =>
    [
        .. new[] { "new", "done" }.SelectMany(part => Directory.GetFiles(Path.Combine(folder, part)).Select(file => $"{part}/{Path.GetFileName(file)}")),
    ];
}
