using System.Text.Json;
using Tracker.Documents.Reading;

namespace Tracker.Documents.Tests.Reading;

/// <summary>Compares what was read with the facts that a careful reader took from the same letter.</summary>
internal static class ExpectedLetter
{
    /// <summary>Each field that differs, with both values; empty when all is as expected.</summary>
    public static IReadOnlyList<string> Differences(string letterFile)
    {
        var content = File.ReadAllBytes(letterFile);
        var read = LetterReader.Read(LetterFile.ReadText(content, Path.GetFileName(letterFile)));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(letterFile, ".expected.json")));

        return [.. json.RootElement.EnumerateObject().Where(field => field.Name != "extra").SelectMany(field => Compare(field, read))];
    }

    private static IEnumerable<string> Compare(JsonProperty field, LetterStructure read) => field.Name switch
    {
        "kind" => Same(field, read.Kind),
        "sender" => Same(field, read.Sender),
        "signatories" => Same(field, string.Join(" | ", read.Signatories.Select(person => person.Name))),
        "recipients" => Same(field, string.Join(" | ", read.Recipients.Select(person => person.Name))),
        "date" => Same(field, Day(read.Date)),
        "ourRef" => Same(field, read.OurRef),
        "yourRef" => Same(field, read.YourRef),
        "responseDue" => Same(field, Day(read.ResponseDue)),
        "meetingDate" => Same(field, Day(read.MeetingDate)),
        "followUpMeetingDate" => Same(field, Day(read.FollowUpMeetingDate)),
        "ccCount" => Same(field, $"{read.CcCount}"),
        "recommendations" => Recommendations(field.Value, read.Recommendations),
        _ => [$"{field.Name}: not compared"],
    };

    private static IEnumerable<string> Recommendations(JsonElement expected, IReadOnlyList<ReadRecommendation> read)
    {
        var items = expected.EnumerateArray().ToList();
        if (read.Count == 0 && items.TrueForAll(IsImplicit))
        {
            yield break;
        }

        if (items.Count != read.Count)
        {
            yield return $"recommendations: expected {items.Count}, read {read.Count}";
        }

        foreach (var (item, actual, at) in items.Zip(read, Enumerable.Range(0, items.Count)))
        {
            foreach (var difference in Recommendation(item, actual))
            {
                yield return $"recommendations[{at}].{difference}";
            }
        }
    }

    private static IEnumerable<string> Recommendation(JsonElement expected, ReadRecommendation read)
    {
        var parts = expected.GetProperty("parts").EnumerateArray().Select(part => part.GetString()!).ToList();
        var differences = expected.EnumerateObject().SelectMany(field => field.Name switch
        {
            "number" => Same(field, read.Number),
            "theme" => Same(field, read.Theme),
            "addressedTo" => Same(field, read.AddressedTo),
            "text" => read.Text.StartsWith(field.Value.GetString()!, StringComparison.Ordinal) ? [] : Same(field, read.Text),
            _ => [],
        });
        return parts.Count == read.Parts.Count && parts.Zip(read.Parts).All(pair => pair.Second.StartsWith(pair.First, StringComparison.Ordinal))
            ? differences
            : differences.Append($"parts: expected {string.Join(" | ", parts)}, read {string.Join(" | ", read.Parts)}");
    }

    private static bool IsImplicit(JsonElement item) => item.TryGetProperty("implicit", out var isImplicit) && isImplicit.GetBoolean();

    private static IEnumerable<string> Same(JsonProperty field, string? read)
    {
        var expected = field.Value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Array => string.Join(" | ", field.Value.EnumerateArray().Select(name => name.GetString())),
            _ => field.Value.ToString(),
        };
        return expected == read ? [] : [$"{field.Name}: expected {expected ?? "nothing"}, read {read ?? "nothing"}"];
    }

    private static string? Day(DateOnly? day) => day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
