using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tracker.Support;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

public sealed class SmtpCarrierTests
{
    [Fact]
    public async Task Carry_SoundRelay_ArrivesByteForByte()
    {
        await using var sink = SmtpSink.Start();
        var talk = new SmtpTalk(sink.Port);
        var parcel = SmtpTalk.Parcel("clerk@fire.test", "chief@fire.test");

        var carried = await talk.CarryAsync(parcel);

        Assert.All(carried.Recipients, r => Assert.Equal((Fate.Taken, "250 2.0.0 Ok: queued"), (r.Fate, r.Said)));
        Assert.Equal(parcel.To, carried.Recipients.Select(r => r.Address));
        Assert.False(carried.ClosesLane);
        Assert.Equal(1, talk.Begun);
        var message = Assert.Single(sink.Taken);
        Assert.Equal(parcel.Content.ToArray(), message.Content);
        Assert.Equal("scrutiny+7k2m9x4q@brackwater.test", message.From);
        Assert.Equal(["clerk@fire.test", "chief@fire.test"], message.Recipients.Select(r => r.Address));
        Assert.Equal("EHLO [127.0.0.1]", sink.Commands[0].Replace("[IPv6:::1]", "[127.0.0.1]", StringComparison.Ordinal));
        Assert.Equal("QUIT", sink.Commands[^1]);
    }

    /// <summary>Lines of any bytes but CR and LF, many of them dots.</summary>
    [Fact]
    public async Task Carry_AnyLines_ArriveByteForByte()
    {
        await using var sink = SmtpSink.Start();
        var octet = Gen.Frequency((3, Gen.Constant((byte)'.')), (1, ArbMap.Default.GeneratorFor<byte>())).Where(b => b is not ((byte)'\r' or (byte)'\n'));
        var content = octet.ArrayOf().NonEmptyListOf().Select(lines => lines.SelectMany(line => line.Concat("\r\n"u8.ToArray())).ToArray());

        Prop.ForAll(content.ToArbitrary(), async bytes =>
        {
            var carried = await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel() with { Content = bytes });
            return carried.Recipients.Single().Fate == Fate.Taken && sink.Taken[^1].Content.SequenceEqual(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public async Task Carry_MegabytesOfDots_ArriveByteForByte()
    {
        await using var sink = SmtpSink.Start();
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("." + new string('x', 70) + "\r\n..\r\n", 60_000)));

        await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel() with { Content = bytes });

        Assert.Equal(bytes, sink.Taken.Single().Content);
    }

    /// <summary>Servers differ over where such a message ends, so that one could be made to hold a second.</summary>
    [Theory]
    [InlineData("a\n.\nb\r\n")]
    [InlineData("a\r.\r\nb\r\n")]
    [InlineData("a\r\n.\r")]
    [InlineData("no end")]
    [InlineData("")]
    public async Task Carry_NotLines_IsRefusedUnsent(string content)
    {
        await using var sink = SmtpSink.Start();

        var carried = await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel() with { Content = Encoding.ASCII.GetBytes(content) });

        Assert.Equal(Fate.Refused, carried.Recipients.Single().Fate);
        Assert.Empty(sink.Commands);
    }

    [Fact]
    public async Task Carry_SomeAreRefused_GoesToTheOthers()
    {
        await using var sink = SmtpSink.Start();
        sink.On = (stage, command) => Task.FromResult<SinkDeed?>(stage != SinkStage.Rcpt ? null
            : command.Contains("gone", StringComparison.Ordinal) ? SinkDeed.Reply("550 5.1.1 No such person")
            : command.Contains("full", StringComparison.Ordinal) ? SinkDeed.Reply("452 4.2.2 Mailbox full")
            : null);

        var carried = await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel("gone@fire.test", "clerk@fire.test", "full@fire.test", "chief@fire.test"));

        Assert.Equal([Fate.Refused, Fate.Taken, Fate.Later, Fate.Taken], carried.Recipients.Select(r => r.Fate));
        Assert.Equal("550 5.1.1 No such person", carried.Recipients[0].Said);
        Assert.Equal("452 4.2.2 Mailbox full", carried.Recipients[2].Said);
        Assert.Equal(["clerk@fire.test", "chief@fire.test"], Assert.Single(sink.Taken).Recipients.Select(r => r.Address));
        Assert.False(carried.ClosesLane);
    }

    [Fact]
    public async Task Carry_AllAreRefused_NeverBegins()
    {
        await using var sink = SmtpSink.Start();
        sink.Do(SinkStage.Rcpt, SinkDeed.Reply("550 5.1.1 No such person"));
        var talk = new SmtpTalk(sink.Port);

        var carried = await talk.CarryAsync(SmtpTalk.Parcel("gone@fire.test", "lost@fire.test"));

        Assert.All(carried.Recipients, r => Assert.Equal(Fate.Refused, r.Fate));
        Assert.Equal(0, talk.Begun);
        Assert.DoesNotContain("DATA", sink.Commands);
        Assert.Equal("QUIT", sink.Commands[^1]);
    }

    [Fact]
    public async Task Carry_DroppedAmongTheRecipients_KeepsWhatWasRefused()
    {
        await using var sink = SmtpSink.Start();
        sink.On = (stage, command) => Task.FromResult<SinkDeed?>(stage != SinkStage.Rcpt ? null
            : command.Contains("gone", StringComparison.Ordinal) ? SinkDeed.Reply("550 5.1.1 No such person")
            : command.Contains("chief", StringComparison.Ordinal) ? SinkDeed.Drop
            : null);

        var carried = await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel("gone@fire.test", "clerk@fire.test", "chief@fire.test"));

        Assert.Equal([Fate.Refused, Fate.Later, Fate.Later], carried.Recipients.Select(r => r.Fate));
    }

    [Fact]
    public async Task Carry_ExtensionsOffered_AreUsed()
    {
        await using var sink = SmtpSink.Start(new() { Extensions = ["SIZE 1000000", "8bitmime", "DSN", "PIPELINING"] });
        var parcel = SmtpTalk.Parcel("o'brien+a=b@fire.test");

        await new SmtpTalk(sink.Port).CarryAsync(parcel);

        var message = Assert.Single(sink.Taken);
        Assert.Equal($"SIZE={parcel.Content.Length} BODY=7BIT RET=HDRS ENVID=0198c1a2+2B7+3Dx@tracker.brackwater.test", message.Parameters);
        Assert.Equal(new("o'brien+a=b@fire.test", "NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;o'brien+2Ba+3Db@fire.test"), Assert.Single(message.Recipients));
    }

    [Fact]
    public async Task Carry_ExtensionsNotOffered_AreNotUsed()
    {
        await using var sink = SmtpSink.Start();

        await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel());

        Assert.Equal(("", ""), (sink.Taken[0].Parameters, sink.Taken[0].Recipients[0].Parameters));
    }

    [Fact]
    public async Task Carry_LongMessageId_IsNoEnvelopeId()
    {
        await using var sink = SmtpSink.Start(new() { Extensions = ["DSN"] });

        await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel() with { Id = MessageId.Parse($"{new string('a', 100)}@b.test") });

        Assert.Equal("RET=HDRS", sink.Taken.Single().Parameters);
    }

    [Theory]
    [InlineData("PLAIN LOGIN", "AUTH PLAIN AHRyYWNrZXIAb3BlbiBzZXNhbWU=")]
    [InlineData("CRAM-MD5 login", "AUTH LOGIN")]
    public async Task Carry_SignInAsked_SignsIn(string mechanisms, string command)
    {
        await using var sink = SmtpSink.Start(new() { Mechanisms = mechanisms, User = "tracker", Password = "open sesame" });

        await new SmtpTalk(sink.Port) { User = "tracker", Password = "open sesame" }.CarryAsync(SmtpTalk.Parcel());

        Assert.Equal("tracker", Assert.Single(sink.Taken).User);
        Assert.Contains(command, sink.Commands);
    }

    /// <summary>The sink repeats the command that held the password.</summary>
    [Theory]
    [InlineData("PLAIN", "535")]
    [InlineData("CRAM-MD5", "AUTH PLAIN or LOGIN")]
    [InlineData("", "AUTH PLAIN or LOGIN")]
    public async Task Carry_SignInFails_ClosesTheLaneAndKeepsTheSecret(string mechanisms, string said)
    {
        await using var sink = SmtpSink.Start(new() { Mechanisms = mechanisms, User = "tracker", Password = "other" });

        var carried = await new SmtpTalk(sink.Port) { User = "tracker", Password = "open sesame" }.CarryAsync(SmtpTalk.Parcel());

        var recipient = Assert.Single(carried.Recipients);
        Assert.Equal((Fate.Later, true), (recipient.Fate, carried.ClosesLane));
        Assert.Contains(said, recipient.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("AHRyYWNrZXIAb3BlbiBzZXNhbWU=", recipient.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_InALog_ShowNoPassword() =>
        Assert.Equal("relay.test:587", new SmtpSettings { Host = "relay.test", User = "tracker", Password = "open sesame" }.ToString());

    [Fact]
    public async Task Carry_WasBegun_IsUnsureAtOnce()
    {
        await using var sink = SmtpSink.Start();
        var talk = new SmtpTalk(sink.Port);

        var carried = await talk.CarryAsync(SmtpTalk.Parcel() with { WasBegun = true });

        Assert.Equal(Fate.Unsure, carried.Recipients.Single().Fate);
        Assert.Equal(0, talk.Begun);
        Assert.Empty(sink.Commands);
    }

    [Fact]
    public async Task Carry_BeginFails_SendsNoData()
    {
        await using var sink = SmtpSink.Start();
        var talk = new SmtpTalk(sink.Port) { OnBegin = () => throw new InvalidOperationException("the database is gone") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => talk.CarryAsync(SmtpTalk.Parcel()));

        Assert.DoesNotContain("DATA", sink.Commands);
    }

    [Theory]
    [InlineData(SinkStage.Greeting, Fate.Later)]
    [InlineData(SinkStage.Rcpt, Fate.Later)]
    [InlineData(SinkStage.Data, Fate.Later)]
    [InlineData(SinkStage.EndOfData, Fate.Unsure)]
    public async Task Carry_Cancelled_IsLaterBeforeTheDotAndUnsureAfter(SinkStage stage, Fate fate)
    {
        await using var sink = SmtpSink.Start();
        sink.Do(stage, SinkDeed.Stall);
        var talk = new SmtpTalk(sink.Port);
        var carrying = talk.CarryAsync(SmtpTalk.Parcel(), CancelledAsync);

        var carried = await carrying;

        Assert.Equal((fate, false), (carried.Recipients.Single().Fate, carried.ClosesLane));
        Assert.Contains("stopped", carried.Recipients[0].Said, StringComparison.Ordinal);

        async Task CancelledAsync()
        {
            await sink.UntilStalledAsync();
            await talk.Stop.CancelAsync();
        }
    }

    [Fact]
    public async Task Carry_CancelledWhileTheAnswerComes_TakesTheAnswer()
    {
        await using var sink = SmtpSink.Start();
        var talk = new SmtpTalk(sink.Port);
        sink.On = async (stage, _) =>
        {
            if (stage == SinkStage.EndOfData)
            {
                await talk.Stop.CancelAsync();
            }

            return null;
        };

        var carried = await talk.CarryAsync(SmtpTalk.Parcel());

        Assert.Equal(Fate.Taken, carried.Recipients.Single().Fate);
    }

    [Fact]
    public async Task Carry_LongWords_AreCutAndSafe()
    {
        await using var sink = SmtpSink.Start();
        sink.Do(SinkStage.Rcpt, SinkDeed.Reply("550-one\r\n550-\u0007two\r\n550 " + new string('x', 1500)));

        var carried = await new SmtpTalk(sink.Port).CarryAsync(SmtpTalk.Parcel());

        var said = carried.Recipients.Single().Said;
        Assert.Equal(500, said.Length);
        Assert.StartsWith("550 one two xxx", said, StringComparison.Ordinal);
    }
}
