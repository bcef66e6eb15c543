using MediatR;
using Tracker.Documents.Reading;
using Tracker.Workflow;
using Tracker.Workflow.Access;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Calendar;
using Tracker.Workflow.Clock;
using Tracker.Workflow.Letters;

namespace Tracker.Api;

/// <summary>A fictional council for the first start in Development: people, and one letter each in draft, approved and issued.</summary>
internal static class Samples
{
    private const string Commission = "Safer Streets Scrutiny Commission";

    public static IReadOnlyList<string> People { get; } = ["officer@northmere.test", "chair@northmere.test", "admin@northmere.test"];

    public static async Task AddAsync(IServiceProvider services, CancellationToken ct)
    {
        await SendAsync(services, new AddUser.Command(People[0], Role.Officer, Commission: null), ct);
        await SendAsync(services, new AddUser.Command(People[1], Role.Chair, Commission: null), ct);
        await SendAsync(services, new AddUser.Command(People[2], Role.Administrator, Commission: null), ct);
        var letter = LetterReader.Read(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", "letters", "street-lighting-recommendations.txt"), ct));
        var today = LondonDay.Of(services.GetRequiredService<TimeProvider>());
        await SendAsync(services, DraftOf(letter, today, "Street lighting on estates"), ct);
        var approved = await SendAsync(services, DraftOf(letter, today, "Safer routes to school"), ct);
        await SendAsync(services, new ApproveLetter.Command(approved.Id, ExpectedVersion: null), ct);
        if (services.GetRequiredService<TimeProvider>() is SimulatedClock)
        {
            return; // whoever moves the clock tells a story of their own, and its reminders should be the only ones
        }

        var issued = await SendAsync(services, DraftOf(letter, today, letter.Subject ?? "Street lighting"), ct);
        await SendAsync(services, new ApproveLetter.Command(issued.Id, ExpectedVersion: null), ct);
        await SendAsync(services, new IssueLetter.Command(issued.Id, ExpectedVersion: null), ct);
    }

    /// <summary>The sample letter as if it were written today, with an address for everybody in To.</summary>
    private static DraftLetter.Command DraftOf(LetterStructure letter, DateOnly today, string subject) => new()
    {
        Commission = Commission,
        Case = subject,
        Subject = subject,
        Date = today,
        ReplyTo = "scrutiny@northmere.test",
        ResponseDue = today.AddDays(38),
        MeetingDate = letter.MeetingDate,
        Recipients = [.. letter.Recipients.Select((r, i) => new DraftLetter.PersonForm(r.Name, r.Role, r.Organisation, $"recipient{i + 1}@respondent.test"))],
        Cc = [.. letter.Cc.Select(r => new DraftLetter.PersonForm(r.Name, r.Role, r.Organisation))],
        Signatories = [.. letter.Signatories.Select(s => new DraftLetter.SignatoryForm(s.Name, s.Role))],
        Sections = [.. letter.Sections.Select(s => new DraftLetter.SectionForm(s.Heading, s.Narrative))],
        Recommendations = [.. letter.Recommendations.Select(r => new DraftLetter.RecommendationForm(r.Text, r.Number, r.Theme, r.Parts, r.AddressedTo))],
    };

    private static async Task<TResult> SendAsync<TResult>(IServiceProvider services, ICommand<TResult> command, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommandScope>().Actor = Actor.Tracker with { Name = "Sample data" };
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct);
    }
}
