using System.Globalization;

namespace Tracker.Api;

/// <summary>The version that a change is about, from <c>If-Match</c>; required.</summary>
/// <param name="Version">The version; <see langword="null"/> for <c>*</c>.</param>
internal sealed record IfMatch(int? Version)
{
    public static ValueTask<IfMatch?> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString().Trim();
        return header switch
        {
            "" => throw new PreconditionRequiredException(),
            "*" => new(new IfMatch(Version: null)),
            _ when int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) => new(new IfMatch(version)),
            _ => throw new BadHttpRequestException($"If-Match is an ETag that this API gave, such as \"3\", or *; not {header}."),
        };
    }
}

/// <summary>Answers with the version as ETag.</summary>
internal static class Versioned
{
    public static IResult Ok<T>(HttpContext context, T value, int version)
    {
        context.Response.Headers.ETag = $"\"{version}\"";
        return TypedResults.Ok(value);
    }

    public static IResult Created<T>(HttpContext context, string address, T value, int version)
    {
        context.Response.Headers.ETag = $"\"{version}\"";
        return TypedResults.Created(address, value);
    }
}
