using Tracker.Bench;

// Prints one JSON object per line: name, value, unit. Run it with: dotnet run -c Release --project bench [year | lists]
await (args switch
{
    ["year"] => YearJob.RunAsync(),
    ["lists"] => ListsJob.RunAsync(),
    _ => MainJob.RunAsync(),
});
