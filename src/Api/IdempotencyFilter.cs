using FluentValidation;
using FluentValidation.Results;
using Tracker.Workflow.Audit;

namespace Tracker.Api;

/// <summary>Takes the <c>Idempotency-Key</c> of a POST into the command's scope; the pipeline does the rest in the command's transaction.</summary>
internal sealed class IdempotencyFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var key = request.Headers["Idempotency-Key"].ToString().Trim();
        if (HttpMethods.IsPost(request.Method) && key.Length > 0)
        {
            if (key.Length > 200)
            {
                throw new ValidationException([new ValidationFailure("Idempotency-Key", "At most 200 characters.")]);
            }

            context.HttpContext.RequestServices.GetRequiredService<CommandScope>().IdempotencyKey = key;
        }

        return next(context);
    }
}
