using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Workflow;
using Tracker.Workflow.Mail;

namespace Tracker.Web;

/// <summary>Turns the daily message off. Looking changes nothing, because mail scanners open links; the button, or a mail program's one click, does.</summary>
[IgnoreAntiforgeryToken] // RFC 8058: the mail program that posts here has seen no page of ours, and the secret in the address is the proof
public sealed class DigestOffPage(IMediator mediator) : PageModel
{
    public bool IsOff { get; private set; }

    public bool IsUnknown { get; private set; }

    public async Task OnPostAsync(string secret, CancellationToken cancellationToken)
    {
        try
        {
            IsOff = !(await mediator.Send(new StopDigest.Command(secret), cancellationToken)).On;
        }
        catch (NotFoundException)
        {
            Response.StatusCode = 404;
            IsUnknown = true;
        }
    }
}
