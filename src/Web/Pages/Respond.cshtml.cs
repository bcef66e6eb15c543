using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Workflow;
using Tracker.Workflow.Responses;

namespace Tracker.Web;

/// <summary>What the holder of a secret link is asked. Looking changes nothing, because mail scanners open links.</summary>
public sealed class RespondPage(IMediator mediator) : PageModel
{
    public GetAsked.Result? Asked { get; private set; }

    /// <summary>The letter, relative to this page.</summary>
    public string LetterAddress => $"{Request.Path.ToString().Split('/')[^1]}/letter.pdf";

    /// <summary>Where the request stands, in a sentence.</summary>
    public string Standing => Asked!.State switch
    {
        ResponseRequestState.Answered or ResponseRequestState.AnsweredLate => "Answered. Thank you.",
        ResponseRequestState.Withdrawn => "The letter has been withdrawn. You do not need to reply.",
        ResponseRequestState.Closed => "The commission has closed this. You do not need to reply.",
        ResponseRequestState.Paused => "The clock is paused.",
        ResponseRequestState.Overdue => $"Your reply was due on {Day(Asked.DueOn)} and is overdue.",
        _ => Asked.DueOn is null ? "Please reply." : $"Please reply by {Day(Asked.DueOn)}.",
    };

    public async Task OnGetAsync(string secret, CancellationToken cancellationToken)
    {
        try
        {
            Asked = await mediator.Send(new GetAsked.Query(secret), cancellationToken);
        }
        catch (NotFoundException)
        {
            Response.StatusCode = 404;
        }
    }

    private static string? Day(DateOnly? day) => day?.ToString("dddd d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
}
