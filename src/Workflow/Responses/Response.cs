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

    public IReadOnlyList<Answer> Answers => answers;

    internal static Response Record(ResponseDraft draft, IEnumerable<AnswerDraft> answers, DateTimeOffset now)
    {
        var response = new Response
        {
            Id = Guid.CreateVersion7(now),
            LetterId = draft.LetterId,
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
        };
        response.answers.AddRange(answers.Select((a, i) => Answer.Of(response, i + 1, a)));
        return response;
    }

    /// <summary>Says the same as another: the same sender, kind, day, words and answers.</summary>
    internal bool Repeats(Response other) =>
        (OrganisationId, Kind, ReceivedOn, TheirReference, Text) == (other.OrganisationId, other.Kind, other.ReceivedOn, other.TheirReference, other.Text)
        && answers.Select(a => a.Said).SequenceEqual(other.answers.Select(a => a.Said));

    /// <summary>Whether it leaves nothing of a recommendation open. A substantive one without single answers answers all that its sender was asked.</summary>
    internal bool Covers(Recommendation recommendation)
    {
        if (Kind is ResponseKind.Acknowledgement or ResponseKind.Holding || !recommendation.Asks(OrganisationId))
        {
            return false;
        }

        var mine = answers.Where(a => a.RecommendationId == recommendation.Id).ToList();
        return (answers.Count == 0 && Kind == ResponseKind.Substantive)
            || mine.Exists(a => a.Part is null)
            || (recommendation.Parts.Count > 0 && recommendation.Parts.All(p => mine.Exists(a => a.Part == p.Label)));
    }
}

/// <summary>A response as it is about to be recorded.</summary>
internal sealed record ResponseDraft(
    Guid LetterId,
    Guid OrganisationId,
    Guid? OnBehalfOfId,
    IReadOnlyList<Guid> SpeaksFor,
    ResponseKind Kind,
    DateOnly? DatedOn,
    DateOnly ReceivedOn,
    string RecordedBy,
    string? TheirReference,
    string? Text);

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

    public Position Position { get; private init; }

    /// <summary>The respondent's own words.</summary>
    public string? Text { get; private init; }

    internal (Guid RecommendationId, string? Part, Position Position, string? Text) Said => (RecommendationId, Part, Position, Text);

    internal static Answer Of(Response response, int order, AnswerDraft draft) => new()
    {
        ResponseId = response.Id,
        Order = order,
        RecommendationId = draft.Recommendation.Id,
        Part = draft.Part,
        Position = draft.Position,
        Text = draft.Text,
    };
}

/// <summary>An answer as it is about to be recorded.</summary>
internal sealed record AnswerDraft(Recommendation Recommendation, string? Part, Position Position, string? Text);

internal sealed class ResponseConfiguration : IEntityTypeConfiguration<Response>
{
    public void Configure(EntityTypeBuilder<Response> response)
    {
        response.ToTable("Response");
        response.Property(r => r.Id).ValueGeneratedNever();
        response.Property(r => r.RecordedBy).HasMaxLength(254);
        response.Property(r => r.TheirReference).HasMaxLength(100);
        response.Property(r => r.SpeaksFor).HasJson();
        response.HasIndex(r => new { r.LetterId, r.OrganisationId });
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
        answer.HasIndex(a => a.RecommendationId);
        answer.HasOne<Recommendation>().WithMany().HasForeignKey(a => a.RecommendationId).OnDelete(DeleteBehavior.Restrict);
    }
}
