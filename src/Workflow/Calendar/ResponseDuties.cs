using System.Text.Json;

namespace Tracker.Workflow.Calendar;

/// <summary>The response duties shipped with the product; a commission may keep its own beside them.</summary>
public static class ResponseDuties
{
    /// <summary>All of them, in the order they are offered.</summary>
    public static IReadOnlyList<ResponseDuty> Shipped { get; } = Read(CalendarResource.Text("response-duties.json"));

    /// <summary>The duty of that key.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static ResponseDuty Find(string key) =>
        Shipped.FirstOrDefault(duty => duty.Key == key) ?? throw new KeyNotFoundException($"There is no response duty {key}.");

    /// <summary>Reads duties from JSON in the form of <c>response-duties.json</c>.</summary>
    /// <exception cref="JsonException">A property is missing, unknown or ill-formed.</exception>
    public static IReadOnlyList<ResponseDuty> Read(string json) =>
        JsonSerializer.Deserialize<List<ResponseDuty>>(json, CalendarJson.Options) ?? throw new JsonException("The duties are null.");
}
