using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Correspondence;

/// <summary>Where a message that came in stands.</summary>
public enum CorrespondenceState
{
    /// <summary>Stored, not read yet.</summary>
    Received,

    /// <summary>Waits for an officer.</summary>
    Waiting,

    /// <summary>Recorded as a reply.</summary>
    Accepted,

    /// <summary>Filed with a letter, or on its own, without being a reply.</summary>
    Filed,

    /// <summary>Not for the record.</summary>
    Rejected,

    /// <summary>An automatic reply, a delivery report, a message of our own or of a blocked sender: kept, and for nobody to answer.</summary>
    SetAside,
}

/// <summary>What kind of message it is, as far as a machine can tell.</summary>
public enum CorrespondenceKind
{
    /// <summary>Written by a person, as far as can be seen.</summary>
    Message,

    /// <summary>Out of office, or any other automatic answer.</summary>
    AutomaticReply,

    /// <summary>A report of a mail system about a message of ours.</summary>
    DeliveryReport,

    /// <summary>A message that this installation wrote came back.</summary>
    OwnMessage,

    /// <summary>From a sender that an officer has blocked.</summary>
    BlockedSender,
}

/// <summary>The letter that a message seems to answer.</summary>
/// <param name="LetterId">The letter.</param>
/// <param name="OrganisationId">Whose answer it seems to be.</param>
/// <param name="Reason">What the match rests on, in a sentence for people.</param>
/// <param name="Score">How sure it is: 100 for the secret in the reply address, 90 for a former one, 80 for threading, 60 or 50 for our reference, 40 for "your letter dated".</param>
public sealed record CorrespondenceMatch(Guid LetterId, Guid? OrganisationId, string Reason, int Score);

/// <summary>A message that came in. Its bytes are kept for ever as they came; it changes nothing by itself until an officer accepts it.</summary>
public sealed class IncomingMessage : IVersioned
{
    private IncomingMessage()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>Which way it came, such as <c>maildir</c>.</summary>
    public string Source { get; private init; } = "";

    /// <summary>What that way calls it.</summary>
    public string SourceId { get; private init; } = "";

    /// <summary>Of its bytes.</summary>
    public string Sha256 { get; private init; } = "";

    public int Bytes { get; private init; }

    public DateTimeOffset ReceivedAt { get; private init; }

    /// <summary>When it came to the mail system, as far as that says; else when it was received here.</summary>
    public DateTimeOffset ArrivedAt { get; private set; }

    public CorrespondenceState State { get; private set; }

    public CorrespondenceKind Kind { get; private set; }

    /// <summary>The commission it is for, as far as can be seen.</summary>
    public Guid? CommissionId { get; private set; }

    public Guid? LetterId { get; private set; }

    public Guid? OrganisationId { get; private set; }

    public string? MatchReason { get; private set; }

    public int MatchScore { get; private set; }

    public string FromName { get; private set; } = "";

    public string FromAddress { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>The first words of its text.</summary>
    public string Beginning { get; private set; } = "";

    /// <summary>What the receiving mail server says about whether the sender is who it claims to be.</summary>
    public string Authentication { get; private set; } = "";

    /// <summary>Why it is set aside, or what about it needs care.</summary>
    public string? Note { get; private set; }

    public int AttachmentCount { get; private set; }

    public DateTimeOffset? TriagedAt { get; private set; }

    public string? TriagedBy { get; private set; }

    /// <summary>Why it was filed or rejected.</summary>
    public string? TriageReason { get; private set; }

    /// <summary>The reply that it was recorded as.</summary>
    public Guid? ResponseId { get; private set; }

    public int Version { get; private set; } = 1;

    /// <param name="source">Which way it came.</param>
    /// <param name="sourceId">What that way calls it.</param>
    /// <param name="raw">Of its bytes.</param>
    /// <param name="commissionId">That of whoever hands it in.</param>
    /// <param name="now">The moment.</param>
    internal static IncomingMessage Receive(string source, string sourceId, (string Sha256, int Bytes) raw, Guid? commissionId, DateTimeOffset now) => new()
    {
        CommissionId = commissionId,
        ArrivedAt = now,
        Id = Guid.CreateVersion7(now),
        Source = source,
        SourceId = sourceId,
        Sha256 = raw.Sha256,
        Bytes = raw.Bytes,
        ReceivedAt = now,
    };

    /// <summary>Takes in what was read; it waits for an officer unless it is set aside.</summary>
    internal void IsReadAs(ReadMail mail, string authentication, MatchFinding found)
    {
        var from = mail.From is [var one, ..] ? one : new("", "");
        (FromName, FromAddress) = (Cut(from.Name, 200), Cut(SafeText.Line(from.Address).ToLowerInvariant(), 254));
        (Subject, Beginning) = (Cut(mail.Subject, 300), Excerpt.Of(ReplyText.NewWords(mail.Text), 500));
        (Authentication, AttachmentCount) = (Cut(authentication, 500), mail.Attachments.Count);
        Note = mail.Problems is [var first, ..] ? Cut(first, 500) : null;
        State = CorrespondenceState.Waiting;
        ArrivedAt = Arrival.Of(mail, ReceivedAt);
        IsAbout(new(found.Match?.LetterId, found.Match?.OrganisationId, found.Match is null ? CommissionId ?? found.CommissionId : found.CommissionId), found.Reason);
        MatchScore = found.Match?.Score ?? 0;
    }

    internal void IsAbout((Guid? LetterId, Guid? OrganisationId, Guid? CommissionId) subject, string reason)
    {
        (LetterId, OrganisationId, CommissionId) = subject;
        MatchReason = Cut(reason, 500);
    }

    /// <summary>Nobody has to look at it, though anybody may.</summary>
    internal void SetAside(CorrespondenceKind kind, string why) => (State, Kind, Note) = (CorrespondenceState.SetAside, kind, Cut(why, 500));

    internal void NeedsCare(string why) => Note = Cut(why, 500);

    /// <summary>Was recorded as a reply.</summary>
    /// <exception cref="RefusedException"><c>correspondence.triaged</c>, <c>correspondence.unread</c>.</exception>
    internal void Accept((Guid Id, Guid CommissionId) letter, (Guid Id, Guid OrganisationId) response, (string Actor, DateTimeOffset Now) by)
    {
        Triage(CorrespondenceState.Accepted, reason: null, by);
        (LetterId, CommissionId) = letter;
        (ResponseId, OrganisationId) = response;
    }

    /// <summary>Is kept with a letter, or on its own.</summary>
    /// <exception cref="RefusedException"><c>correspondence.triaged</c>, <c>correspondence.unread</c>.</exception>
    internal void File(ScrutinyLetter? letter, string? reason, (string Actor, DateTimeOffset Now) by)
    {
        Triage(CorrespondenceState.Filed, reason, by);
        (LetterId, OrganisationId, CommissionId) = (letter?.Id, letter?.Id == LetterId ? OrganisationId : null, letter?.CommissionId ?? CommissionId);
    }

    /// <summary>Is not for the record; it is kept all the same.</summary>
    /// <exception cref="RefusedException"><c>correspondence.triaged</c>, <c>correspondence.unread</c>.</exception>
    internal void Reject(string reason, (string Actor, DateTimeOffset Now) by) => Triage(CorrespondenceState.Rejected, reason, by);

    /// <summary>Waits for an officer again: it was set aside, filed or rejected by mistake.</summary>
    /// <exception cref="RefusedException"><c>correspondence.accepted</c>, <c>correspondence.waiting</c>.</exception>
    internal void TakeUpAgain()
    {
        RefusedException.When(State == CorrespondenceState.Accepted, "correspondence.accepted", "This message was recorded as a reply. What has been recorded stays; file a supplementary reply instead.");
        RefusedException.When(State is CorrespondenceState.Waiting or CorrespondenceState.Received, "correspondence.waiting", "This message is waiting already.");
        (State, Kind, TriagedAt, TriagedBy, TriageReason) = (CorrespondenceState.Waiting, CorrespondenceKind.Message, null, null, null);
    }

    /// <summary>Its sender as people call it.</summary>
    internal string Sender => FromName.Length > 0 ? FromName : FromAddress.Length > 0 ? FromAddress : "an unknown sender";

    private void Triage(CorrespondenceState state, string? reason, (string Actor, DateTimeOffset Now) by)
    {
        RefuseUnlessWaiting();
        (State, TriageReason, TriagedBy, TriagedAt) = (state, reason, by.Actor, by.Now);
    }

    /// <exception cref="RefusedException"><c>correspondence.triaged</c>, <c>correspondence.unread</c>.</exception>
    internal void RefuseUnlessWaiting()
    {
        RefusedException.When(State == CorrespondenceState.Received, "correspondence.unread", "This message has not been read yet. Try again in a moment.");
        RefusedException.Unless(State == CorrespondenceState.Waiting, "correspondence.triaged", $"This message is {PlainWords.Of(State)} already{(TriagedBy is null ? "" : $", by {TriagedBy}")}. Take it up again first.");
    }

    /// <summary>Never half a character.</summary>
    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

/// <summary>The bytes of a message as they came.</summary>
public sealed class RawMail
{
    public Guid Id { get; init; }

    public byte[] Content { get; init; } = [];
}

internal sealed class IncomingMessageConfiguration : IEntityTypeConfiguration<IncomingMessage>
{
    public void Configure(EntityTypeBuilder<IncomingMessage> message)
    {
        message.ToTable("IncomingMessage");
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.Source).HasMaxLength(20);
        message.Property(m => m.SourceId).HasMaxLength(300);
        message.Property(m => m.Sha256).HasMaxLength(64);
        message.Property(m => m.MatchReason).HasMaxLength(500);
        message.Property(m => m.FromName).HasMaxLength(200);
        message.Property(m => m.FromAddress).HasMaxLength(254);
        message.Property(m => m.Subject).HasMaxLength(300);
        message.Property(m => m.Beginning).HasMaxLength(500);
        message.Property(m => m.Authentication).HasMaxLength(500);
        message.Property(m => m.Note).HasMaxLength(500);
        message.Property(m => m.TriagedBy).HasMaxLength(254);
        message.Property(m => m.TriageReason).HasMaxLength(500);
        message.Property(m => m.Version).IsConcurrencyToken();
        message.HasIndex(m => new { m.Source, m.SourceId }).IsUnique();
        message.HasIndex(m => m.Sha256).IsUnique();
        message.HasIndex(m => new { m.State, m.ReceivedAt, m.Id });
        message.HasIndex(m => new { m.CommissionId, m.State, m.ReceivedAt, m.Id });
        message.HasIndex(m => new { m.LetterId, m.OrganisationId, m.State });
    }
}

internal sealed class RawMailConfiguration : IEntityTypeConfiguration<RawMail>
{
    public void Configure(EntityTypeBuilder<RawMail> raw)
    {
        raw.ToTable("RawMail");
        raw.Property(r => r.Id).ValueGeneratedNever();
        raw.HasOne<IncomingMessage>().WithOne().HasForeignKey<RawMail>(r => r.Id).OnDelete(DeleteBehavior.Restrict);
    }
}
