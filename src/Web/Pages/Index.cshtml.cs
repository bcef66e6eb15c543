using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Workflow.Letters;

namespace Tracker.Web;

/// <summary>Says what runs here.</summary>
public sealed class StartPage(IMediator mediator) : PageModel
{
    public GetOverview.Result Overview { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Overview = await mediator.Send(new GetOverview.Query(), cancellationToken);
}
