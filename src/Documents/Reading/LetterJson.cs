using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracker.Documents.Reading;

public static class LetterJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for people and files, never inside a page
    };

    public static string Write(LetterStructure s) => JsonSerializer.Serialize(s, Options);
}
