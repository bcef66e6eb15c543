using System.Text.Json;
using Tracker.Documents.Reading;

namespace Tracker.Documents.Tests.Reading;

public sealed class LetterJsonTests
{
    [Fact]
    public void Write_AnyLetter_HasTheKeysOfTheContract()
    {
        using var json = JsonDocument.Parse(LetterJson.Write(LetterReader.Read("")));

        var keys = json.RootElement.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);

        Assert.Equal(
            "cc | ccCount | date | evidence | followUpMeetingDate | kind | meetingDate | ourRef | recipients | recommendations | replyTo | responseDue | salutation | sections | sender | signatories | subject | warnings | yourRef",
            Sample.Joined(keys));
    }

    [Fact]
    public void Write_Letter_IsReadableAndKeepsNulls()
    {
        var json = LetterJson.Write(Sample.WithBody("We thank Siân & “the others” for coming to see us."));

        Assert.Contains("Siân & “the others”", json, StringComparison.Ordinal);
        Assert.Contains("\n  \"date\": \"2023-07-04\",", json, StringComparison.Ordinal);
        Assert.Contains("\"responseDue\": null", json, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"Ms Ida Fenn\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameStructure()
    {
        var letter = Sample.WithBody("We recommend that:\n\n1. The Council:\n  a) buys lamps.\n\nPlease respond by 11 August 2023.");

        var again = JsonSerializer.Deserialize<LetterStructure>(LetterJson.Write(letter), JsonSerializerOptions.Web)!;

        Assert.Equal(LetterJson.Write(letter), LetterJson.Write(again));
    }
}
