namespace Tracker.Api;

/// <summary>Choices in query strings, in any case.</summary>
internal static class Choices
{
    public static T? Read<T>(string? text, string name)
        where T : struct, Enum =>
        text is null ? null
        : Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true)
        : throw new BadHttpRequestException($"{name} is one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
}
