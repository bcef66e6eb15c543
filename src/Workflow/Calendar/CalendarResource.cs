namespace Tracker.Workflow.Calendar;

/// <summary>Data shipped inside the assembly.</summary>
internal static class CalendarResource
{
    public static string Text(string fileName)
    {
        var name = $"{typeof(CalendarResource).Namespace}.{fileName}";
        using var stream = typeof(CalendarResource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
