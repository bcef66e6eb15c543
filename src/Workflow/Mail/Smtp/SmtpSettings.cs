namespace Tracker.Workflow.Mail;

/// <summary>How the connection to the relay is kept private.</summary>
public enum SmtpSecurity
{
    /// <summary>Begins in plain text and turns to TLS by STARTTLS; a relay that does not offer it gets no mail. Usually port 587 or 25.</summary>
    StartTls,

    /// <summary>TLS from the first byte. Usually port 465.</summary>
    Tls,

    /// <summary>Plain text; for a relay on this machine.</summary>
    None,
}

/// <summary>The relay that takes our mail, and how to speak to it.</summary>
public sealed class SmtpSettings
{
    /// <summary>Its name, which its certificate must bear, or its address.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 587;

    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>With <see cref="Password"/> when the relay asks for a sign-in.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The domain name that we greet with; without it our own address in brackets, which every relay must take.</summary>
    public string? HelloName { get; init; }

    /// <summary>A PEM file of the authorities that may have issued the relay's certificate, in place of the system's.</summary>
    public string? TrustedCertificateFile { get; init; }

    /// <summary>How long one step may take: connecting, the handshake, a command and its whole answer, 64 KiB of a message.</summary>
    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the relay may take to answer for a message. Giving up leaves doubt, so as long as the lease allows, which is ten minutes
    /// from "transmission begun"; RFC 5321 (4.5.3.2.6) would have ten for this step alone.</summary>
    public TimeSpan EndTimeout { get; init; } = TimeSpan.FromMinutes(4.5);

    /// <summary>Where, and no secret.</summary>
    public override string ToString() => FormattableString.Invariant($"{Host}:{Port}");
}
