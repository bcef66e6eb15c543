using FluentValidation;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Mail;

namespace Tracker.Workflow.Letters;

/// <summary>The shape of a draft, in words that an officer can act on.</summary>
internal sealed class DraftLetterValidator : AbstractValidator<DraftLetter.Command>
{
    public const int MaxText = 20_000;

    public DraftLetterValidator()
    {
        RuleFor(c => c.Kind).Must(k => k is null or "letter").WithMessage("Only a letter can be drafted; this was read as something else. Set kind to letter if it is one.");
        RuleFor(c => c.Commission ?? c.Sender).NotEmpty().MaximumLength(200).WithName("commission").WithMessage("Name the commission that writes, in 200 characters at most.");
        RuleFor(c => c.Case).MaximumLength(300);
        RuleFor(c => c.Subject).MaximumLength(300);
        RuleFor(c => c.Date).NotNull().WithMessage("Give the letter's date.");
        RuleFor(c => c.Salutation).MaximumLength(200);
        RuleFor(c => c.YourRef).MaximumLength(100);
        RuleFor(c => c.ReplyTo).Must(BeAddressOrNothing).WithMessage("{PropertyValue} is not one e-mail address.");
        RuleFor(c => c.ResponseDue).Must((c, due) => due is null || c.Date is null || due >= c.Date).WithMessage("The response date is before the letter's date.");
        RuleFor(c => c.FollowUpMeetingDate).Must((c, on) => on is null || c.Date is null || on >= c.Date).WithMessage("The follow-up meeting is before the letter's date.");
        RuleFor(c => c.Recipients).NotEmpty().WithMessage("Say who the letter is to.").Must(r => r.Count <= 50).WithMessage("At most 50 people in To.");
        RuleFor(c => c.Cc).Must(r => r.Count <= 200).WithMessage("At most 200 people in cc.");
        RuleFor(c => c.Recommendations).NotEmpty().WithMessage("A letter needs at least one recommendation or request.")
            .Must(r => r.Count <= 200).WithMessage("At most 200 recommendations.");
        RuleForEach(c => c.Recipients).NotNull().ChildRules(Person);
        RuleForEach(c => c.Cc).NotNull().ChildRules(Person);
        RuleForEach(c => c.Signatories).NotNull().ChildRules(p => p.RuleFor(s => s.Name).NotEmpty().MaximumLength(200));
        RuleForEach(c => c.Sections).NotNull().ChildRules(Section);
        RuleForEach(c => c.Recommendations).NotNull().ChildRules(Recommendation);
        RuleFor(c => c.PublicationStatement).MaximumLength(500);
        RuleForEach(c => c.Recommendations).Must((c, r) => r is not { InProse: true } || MarkedWords.StandIn(c.Sections.Select(s => s?.Narrative), r.Text)).WithMessage(MarkedWords.Missing);
        RuleForEach(c => c.Organisations).NotNull().ChildRules(Organisation);
    }

    internal static void Section(InlineValidator<DraftLetter.SectionForm> section)
    {
        section.RuleFor(s => s.Heading).MaximumLength(300);
        section.RuleFor(s => s.Narrative).MaximumLength(200_000);
    }

    private static void Person(InlineValidator<DraftLetter.PersonForm> person)
    {
        person.RuleFor(p => p.Name).MaximumLength(200).Must((p, _) => p.Called.Trim().Length > 0).WithMessage("Give a name, a role or an organisation.");
        person.RuleFor(p => p.Role).MaximumLength(300);
        person.RuleFor(p => p.Organisation).MaximumLength(200);
        person.RuleFor(p => p.Email).Must(BeAddressOrNothing).WithMessage("{PropertyValue} is not one e-mail address.");
        person.RuleFor(p => p.Duty).Must(d => d is null || ResponseDuties.Shipped.Any(k => k.Key == d)).WithMessage($"There is no such duty. Known: {string.Join(", ", ResponseDuties.Shipped.Select(d => d.Key))}.");
    }

    private static void Recommendation(InlineValidator<DraftLetter.RecommendationForm> recommendation)
    {
        recommendation.RuleFor(r => r.Text).NotEmpty().MaximumLength(MaxText);
        recommendation.RuleFor(r => r.Number).MaximumLength(20);
        recommendation.RuleFor(r => r.Theme).MaximumLength(300);
        recommendation.RuleFor(r => r.AddressedTo).MaximumLength(200);
        recommendation.RuleFor(r => r.Parts).Must(p => p is null || p.Count <= 100).WithMessage("At most 100 sub-parts.");
        recommendation.RuleForEach(r => r.Parts).NotEmpty().MaximumLength(MaxText);
    }

    internal static void Organisation(InlineValidator<DraftLetter.OrganisationForm> organisation)
    {
        organisation.RuleFor(o => o.Name).NotEmpty().MaximumLength(200);
        organisation.RuleForEach(o => o.Aliases).NotEmpty().MaximumLength(200);
        organisation.RuleFor(o => o.MailDomains).Must(d => d is null || d.Count <= 50).WithMessage("At most 50 domains.");
        organisation.RuleForEach(o => o.MailDomains).Must(d => Mail.EmailAddress.FaultOf($"x@{d.Trim().TrimStart('@')}") is null).WithMessage("{PropertyValue} is not a domain such as police.example.");
        organisation.RuleForEach(o => o.Members).NotEmpty().MaximumLength(200);
        organisation.RuleForEach(o => o.Contacts).ChildRules(c =>
        {
            c.RuleFor(x => x.Name).NotEmpty().MaximumLength(200);
            c.RuleFor(x => x.Email).NotEmpty().Must(BeAddressOrNothing).WithMessage("{PropertyValue} is not one e-mail address.");
        });
    }

    private static bool BeAddressOrNothing(string? address) => address is null || EmailAddress.FaultOf(address) is null;
}
