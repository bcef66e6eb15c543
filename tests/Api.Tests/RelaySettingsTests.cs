using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Tracker.Api.Tests;

/// <summary>What is wrong with the relay's settings is said at the start, and how to put it right.</summary>
public sealed class RelaySettingsTests
{
    [Theory]
    [InlineData("", "Set Tracker:Mail:Smtp:Host")]
    [InlineData("Host=relay_/council.test", "is the name or address of a mail server")]
    [InlineData("Host=relay.test Port=0", "Port is a number from 1 to 65535")]
    [InlineData("Host=relay.test TimeoutSeconds=61", "TimeoutSeconds is a number from 1 to 60")]
    [InlineData("Host=relay.test Security=Ssl", "Security is one of StartTls, Tls, None")]
    [InlineData("Host=relay.test Security=None", "refused outside this machine")]
    [InlineData("Host=10.0.0.1 Security=None", "refused outside this machine")]
    [InlineData("Host=relay.test User=tracker", "or neither")]
    [InlineData("Host=relay.test Password=sesame", "or neither")]
    [InlineData("Host=relay.test HelloName=10.0.0.1", "HelloName is a domain name")]
    [InlineData("Host=relay.test TrustedCertificateFile=/none/authority.pem", "TrustedCertificateFile cannot be read")]
    public void Build_WrongRelay_SaysWhatToDo(string settings, string said)
    {
        var refused = Assert.Throws<SettingsException>(() => Build(settings));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=relay.test")]
    [InlineData("Host=relay.test Security=Tls User=tracker Password=sesame HelloName=tracker.council.test TimeoutSeconds=30")]
    [InlineData("Host=localhost Security=None")]
    [InlineData("Host=127.0.0.2 Security=None Port=2525")]
    [InlineData("Host=::1 Security=none")]
    public async Task Build_RightRelay_IsTaken(string settings)
    {
        await using var app = Build(settings);

        Assert.NotNull(app.Services.GetRequiredService<TrackerSettings>().Relay);
    }

    private static WebApplication Build(string settings) => TrackerHost.Build(
    [
        "--environment=Testing",
        $"--Tracker:DataDirectory={Path.Combine(Path.GetTempPath(), "tracker-relay-settings")}",
        "--Tracker:Mail:Mode=Smtp",
        .. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => $"--Tracker:Mail:Smtp:{s}"),
    ]);
}
