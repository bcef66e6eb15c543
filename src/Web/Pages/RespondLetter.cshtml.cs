using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Workflow;
using Tracker.Workflow.Responses;

namespace Tracker.Web;

/// <summary>The letter as PDF for the holder of a secret link, where it was too large to be attached. Looking changes nothing.</summary>
public sealed class RespondLetterPage(IMediator mediator) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string secret, CancellationToken cancellationToken)
    {
        Response.Headers.CacheControl = "no-store";
        try
        {
            var letter = await mediator.Send(new GetAskedLetter.Query(secret), cancellationToken);
            return File(letter.Content, "application/pdf", letter.FileName);
        }
        catch (NotFoundException)
        {
            Response.StatusCode = 404;
            return Page();
        }
    }
}
