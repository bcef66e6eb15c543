using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tracker.Workflow.Letters;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Responses;

/// <summary>What came in. Only a substantive reply stops the clock; every kind acknowledges.</summary>
public enum ResponseKind
{
    Acknowledgement,
    Holding,
    Interim,
    Substantive,
    Supplementary,
}

/// <summary>What an organisation says about a recommendation.</summary>
public enum Position
{
    Accepted,
    AcceptedInPart,
    AcceptedInPrinciple,
    Rejected,
    Noted,
    AlreadyDone,
    NotForUs,
}

/// <summary>What one organisation sent about one letter. The letter's date, the day it came and the moment it was recorded are three facts.</summary>
public sealed class Response
{
    private readonly List<Answer> answers = [];

    private Response()
    {
    }

    public Guid Id { get; private init; }

    public Guid LetterId { get; private init; }

    /// <summary>1 for the first about its letter, in the order of recording.</summary>
    public int Number { get; private init; }

    /// <summary>Who sent it.</summary>
    public Guid OrganisationId { get; private init; }

    /// <summary>The partnership it speaks for, if any; it then satisfies the other members' requests.</summary>
    public Guid? OnBehalfOfId { get; private init; }

    /// <summary>The organisations in To that it speaks for: its sender, and the other members of its partnership.</summary>
    public IReadOnlyList<Guid> SpeaksFor { get; private init; } = [];

    public ResponseKind Kind { get; private init; }

    /// <summary>The date on it, if it has one.</summary>
    public DateOnly? DatedOn { get; private init; }

    public DateOnly ReceivedOn { get; private init; }

    public DateTimeOffset RecordedAt { get; private init; }

    public string RecordedBy { get; private init; } = "";

    public string? TheirReference { get; private init; }

    public string? Text { get; private init; }

    /// <summary>The e-mail it was transcribed from, if it came by one.</summary>
    public Guid? IncomingMessageId { get; private init; }

    public IReadOnlyList<Answer> Answers => answers;

    /// <summary>Whether it is the organisation's word, and not only a sign of life or a first part.</summary>
    internal bool IsFinal => Kind is ResponseKind.Substantive or ResponseKind.Supplementary;

    /// <summary>Whether it answers, without single answers, all that its sender was asked.</summary>
    internal bool AnswersAll => Kind == ResponseKind.Substantive && answers.Count == 0;

    /// <summary>Whether it says something about a recommendation.</summary>
    internal bool Addresses(Recommendation recommendation) =>
        (AnswersAll && recommendation.Asks(OrganisationId)) || answers.Exists(a => a.RecommendationId == recommendation.Id);

    internal static Response Record(ResponseDraft draft, IEnumerable<AnswerDraft> answers, DateTimeOffset now)
    {
        var response = new Response
        {
            Id = Guid.CreateVersion7(now),
            LetterId = draft.LetterId,
            Number = draft.Number,
            OrganisationId = draft.OrganisationId,
            OnBehalfOfId = draft.OnBehalfOfId,
            SpeaksFor = draft.SpeaksFor,
            Kind = draft.Kind,
            DatedOn = draft.DatedOn,
            ReceivedOn = draft.ReceivedOn,
            RecordedAt = now,
            RecordedBy = draft.RecordedBy,
            TheirReference = draft.TheirReference,
            Text = draft.Text,
            IncomingMessageId = draft.IncomingMessageId,
        };
        response.answers.AddRange(answers.Select((a, i) => Answer.Of(response, i + 1, a)));
        return response;
    }

    /// <summary>Says the same as another: the same sender, kind, day, words and answers.</summary>
    internal bool Repeats(Response other) =>
        (OrganisationId, OnBehalfOfId, Kind, DatedOn, ReceivedOn, TheirReference, Text) == (other.OrganisationId, other.OnBehalfOfId, other.Kind, other.DatedOn, other.ReceivedOn, other.TheirReference, other.Text)
        && answers.Select(a => a.Said).SequenceEqual(other.answers.Select(a => a.Said));
}

/// <summary>A response as it is about to be recorded.</summary>
internal sealed record ResponseDraft(
    Guid LetterId,
    int Number,
    Guid OrganisationId,
    Guid? OnBehalfOfId,
    IReadOnlyList<Guid> SpeaksFor,
    ResponseKind Kind,
    DateOnly? DatedOn,
    DateOnly ReceivedOn,
    string RecordedBy,
    string? TheirReference,
    string? Text)
{
    /// <summary>The e-mail it is transcribed from.</summary>
    public Guid? IncomingMessageId { get; init; }
}

/// <summary>An organisation's answer to one recommendation or sub-part. Never edited; a new version supersedes it.</summary>
public sealed class Answer
{
    private Answer()
    {
    }

    public Guid ResponseId { get; private init; }

    /// <summary>Its place in the response, from 1.</summary>
    public int Order { get; private init; }

    public Guid RecommendationId { get; private init; }

    /// <summary>The sub-part's label; none for the whole recommendation.</summary>
    public string? Part { get; private init; }

    /// <summary>1 for the first of its organisation about this recommendation or sub-part; the newest counts.</summary>
    public int Version { get; private init; }

    public Position Position { get; private init; }

    /// <summary>How the respondent puts its position.</summary>
    public string? PositionWords { get; private init; }

    /// <summary>The respondent's own words.</summary>
    public string? Text { get; private init; }

    /// <summary>Why it takes that position.</summary>
    public string? Reasons { get; private init; }

    /// <summary>Whether it leaves something of what was asked open.</summary>
    public bool IsPartial { get; private init; }

    /// <summary>Who should answer instead, in the respondent's words.</summary>
    public string? ReferredTo { get; private init; }

    internal (Guid, string?, Position, string?, bool, string?, string?, string?) Said => (RecommendationId, Part, Position, PositionWords, IsPartial, Text, Reasons, ReferredTo);

    internal static Answer Of(Response response, int order, AnswerDraft draft) => new()
    {
        ResponseId = response.Id,
        Order = order,
        RecommendationId = draft.Recommendation.Id,
        Part = draft.Part,
        Version = draft.Version,
        Position = draft.Position,
        PositionWords = draft.PositionWords,
        Text = draft.Text,
        Reasons = draft.Reasons,
        IsPartial = draft.IsPartial,
        ReferredTo = draft.ReferredTo,
    };
}

/// <summary>An answer as it is about to be recorded.</summary>
internal sealed record AnswerDraft(Recommendation Recommendation, string? Part, Position Position)
{
    public int Version { get; init; } = 1;

    public string? PositionWords { get; init; }

    public string? Text { get; init; }

    public string? Reasons { get; init; }

    public bool IsPartial { get; init; }

    public string? ReferredTo { get; init; }
}

internal sealed class ResponseConfiguration : IEntityTypeConfiguration<Response>
{
    public void Configure(EntityTypeBuilder<Response> response)
    {
        response.ToTable("Response");
        response.Property(r => r.Id).ValueGeneratedNever();
        response.Property(r => r.RecordedBy).HasMaxLength(254);
        response.Property(r => r.TheirReference).HasMaxLength(100);
        response.Property(r => r.SpeaksFor).HasJson();
        response.HasIndex(r => new { r.LetterId, r.Number }).IsUnique();
        response.HasOne<ScrutinyLetter>().WithMany().HasForeignKey(r => r.LetterId).OnDelete(DeleteBehavior.Restrict);
        response.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        response.HasMany(r => r.Answers).WithOne().HasForeignKey(a => a.ResponseId);
        response.Navigation(r => r.Answers).HasField("answers");
    }
}

internal sealed class AnswerConfiguration : IEntityTypeConfiguration<Answer>
{
    public void Configure(EntityTypeBuilder<Answer> answer)
    {
        answer.ToTable("Answer");
        answer.HasKey(a => new { a.ResponseId, a.Order });
        answer.Property(a => a.Part).HasMaxLength(3);
        answer.Property(a => a.PositionWords).HasMaxLength(200);
        answer.Property(a => a.ReferredTo).HasMaxLength(200);
        answer.HasIndex(a => a.RecommendationId);
        answer.HasOne<Recommendation>().WithMany().HasForeignKey(a => a.RecommendationId).OnDelete(DeleteBehavior.Restrict);
    }
}
