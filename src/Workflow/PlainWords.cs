using System.Text.Json;

namespace Tracker.Workflow;

/// <summary>Values of the field as plain English: <c>AcceptedInPart</c> is "accepted in part".</summary>
internal static class PlainWords
{
    public static string Of(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace('-', ' ');
}
