using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracker.Workflow.Calendar;

/// <summary>How rules, duties and ledger entries are written as JSON.</summary>
/// <remarks>
/// The names are stable: kinds and properties are only ever added. A change of meaning gets a new <c>kind</c>, and the old one is still read.
/// Properties may come in any order, because a database may reorder them; unknown ones are refused, because they would be lost.
/// </remarks>
public static class CalendarJson
{
    /// <summary>The options to read and write with; shared, do not change.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            AllowOutOfOrderMetadataProperties = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
