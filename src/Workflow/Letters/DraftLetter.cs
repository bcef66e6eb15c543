using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Organisations;
using Tracker.Workflow.Persistence;
using Tracker.Workflow.Responses;

namespace Tracker.Workflow.Letters;

/// <summary>Drafts a letter from what was read or typed. A commission, case or organisation that is named but unknown is made, and reported.</summary>
public static class DraftLetter
{
    /// <summary>Everything that reading a letter returns, completed by a person.</summary>
    public sealed record Command : ICommand<Result>
    {
        public string? Kind { get; init; }

        /// <summary>The commission as the letter names it; <see cref="Commission"/> wins.</summary>
        public string? Sender { get; init; }

        /// <summary>The commission's name.</summary>
        public string? Commission { get; init; }

        /// <summary>The case's reference or subject; without one the letter's subject opens a case.</summary>
        public string? Case { get; init; }

        public string? Subject { get; init; }

        public DateOnly? Date { get; init; }

        public string? Salutation { get; init; }

        public string? ReplyTo { get; init; }

        public string? OurRef { get; init; }

        public string? YourRef { get; init; }

        public DateOnly? ResponseDue { get; init; }

        /// <summary>Any other way to set the response date; <see cref="ResponseDue"/> wins.</summary>
        public DueRule? ResponseRule { get; init; }

        public DateOnly? MeetingDate { get; init; }

        public DateOnly? FollowUpMeetingDate { get; init; }

        /// <summary>What the letter says about its publication, such as that it and the response to it will be published.</summary>
        public string? PublicationStatement { get; init; }

        public IReadOnlyList<SignatoryForm> Signatories { get; init; } = [];

        public IReadOnlyList<PersonForm> Recipients { get; init; } = [];

        public IReadOnlyList<PersonForm> Cc { get; init; } = [];

        public IReadOnlyList<SectionForm> Sections { get; init; } = [];

        public IReadOnlyList<RecommendationForm> Recommendations { get; init; } = [];

        /// <summary>What is known about the organisations: aliases, members of a partnership, contacts.</summary>
        public IReadOnlyList<OrganisationForm> Organisations { get; init; } = [];

        // What reading adds for the person who checks it; taken back so that its answer can be sent as it is.
        public int? CcCount { get; init; }

        public JsonElement? Evidence { get; init; }

        public IReadOnlyList<string>? Warnings { get; init; }
    }

    public sealed record SignatoryForm(string Name, string? Role = null);

    /// <summary>A person in To or cc.</summary>
    /// <param name="Name">The person; without one their post stands for them.</param>
    /// <param name="Role">Their post.</param>
    /// <param name="Organisation">The body they answer for.</param>
    /// <param name="Email">Their address.</param>
    /// <param name="Duty">The key of the response duty that binds the body for this letter; an agreed date by default.</param>
    public sealed record PersonForm(string? Name = null, string? Role = null, string? Organisation = null, string? Email = null, string? Duty = null)
    {
        internal string Called => Name ?? Role ?? Organisation ?? "";
    }

    public sealed record SectionForm(string? Heading = null, string? Narrative = null);

    /// <param name="Text">What it asks.</param>
    /// <param name="Number">Its number, if the letter has one.</param>
    /// <param name="Theme">The heading it stands under.</param>
    /// <param name="Parts">Its sub-parts.</param>
    /// <param name="AddressedTo">Who is to answer, where not everybody in To is.</param>
    /// <param name="Kind">A recommendation by default.</param>
    /// <param name="InProse">Whether its words were marked in a section's narrative, and are not listed again.</param>
    public sealed record RecommendationForm(
        string Text, string? Number = null, string? Theme = null, IReadOnlyList<string>? Parts = null, string? AddressedTo = null, RecommendationKind? Kind = null, bool InProse = false);

    public sealed record OrganisationForm(
        string Name, IReadOnlyList<string>? Aliases = null, IReadOnlyList<string>? Members = null, IReadOnlyList<Contact>? Contacts = null, IReadOnlyList<string>? MailDomains = null);

    public sealed record Result(
        Guid Id,
        string Reference,
        LetterState State,
        int Version,
        Guid CommissionId,
        Guid CaseId,
        string CaseReference,
        IReadOnlyList<RecommendationRow> Recommendations,
        IReadOnlyList<Made> Made,
        IReadOnlyList<string> Warnings);

    public sealed record RecommendationRow(Guid Id, string? Theme, string? Number, IReadOnlyList<string> AskedOf);

    /// <summary>Something that was unknown and has been made on the fly.</summary>
    public sealed record Made(string Kind, Guid Id, string Name);

    internal sealed class Handler(TrackerDb db, CommandScope scope, Filing filing, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var commission = await filing.CommissionAsync((request.Commission ?? request.Sender)!, request.ReplyTo, cancellationToken);
            var @case = await filing.CaseAsync(commission, request.Case ?? SubjectOf(request), request.Date!.Value, cancellationToken);
            var respondents = new Respondents(await db.Organisations.ToListAsync(cancellationToken), clock.GetUtcNow());
            foreach (var organisation in request.Organisations)
            {
                respondents.Learn(organisation);
            }

            var to = respondents.Recipients(request);
            var recommendations = respondents.Recommendations(request, to);
            var letter = ScrutinyLetter.Draft(await DraftOfAsync(request, @case, to, cancellationToken), recommendations, clock.GetUtcNow());

            db.AddRange(respondents.Made);
            db.Add(letter);
            scope.Record(letter.Id, $"{scope.Actor.Name} drafted the letter {letter.Reference}: {letter.Subject}", letter.Id);
            return new(
                letter.Id, letter.Reference, letter.State, letter.Version, commission.Id, @case.Id, @case.Reference,
                [.. letter.Recommendations.Select(r => new RecommendationRow(r.Id, r.Theme, r.Number, [.. r.Addressees.Select(a => respondents.NameOf(a.OrganisationId))]))],
                [.. filing.Made, .. respondents.Reported], [.. respondents.Warnings, .. LetterWarnings.Of(letter, request.OurRef)]);
        }

        private async Task<LetterDraft> DraftOfAsync(Command request, Case @case, IReadOnlyList<Recipient> to, CancellationToken cancellationToken)
        {
            return new()
            {
                Case = @case,
                Reference = await filing.ReferenceAsync(@case, cancellationToken),
                Subject = SubjectOf(request),
                Date = request.Date!.Value,
                Salutation = request.Salutation,
                YourRef = request.YourRef,
                MeetingOn = request.MeetingDate,
                FollowUpMeetingOn = request.FollowUpMeetingDate,
                PublicationStatement = request.PublicationStatement,
                ResponseRule = DueDates.RuleFor(request.ResponseDue, request.ResponseRule, request.FollowUpMeetingDate),
                To = to,
                Cc = [.. request.Cc.Select(p => new CopyRecipient(p.Called, p.Role, p.Organisation, p.Email))],
                Signatories = [.. request.Signatories.Select(s => new Signatory(s.Name, s.Role))],
                Sections = [.. request.Sections.Select(s => new LetterSection(s.Heading, s.Narrative ?? ""))],
                Duties = [.. request.Recipients.Zip(to).Where(p => p.First.Duty is not null).Select(p => new AppliedDuty(p.Second.OrganisationId, p.First.Duty!)).Distinct()],
            };
        }

        /// <summary>Some letters have no subject line; then their first theme says what they are about.</summary>
        private static string SubjectOf(Command request) =>
            request.Subject ?? request.Case ?? request.Recommendations.Select(r => r.Theme).FirstOrDefault(t => t is not null) ?? $"Letter of {request.Date:d MMMM yyyy}";
    }
}
