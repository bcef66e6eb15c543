using Tracker.Bench;

// Prints one JSON object per line: name, value, unit. Run it with: dotnet run -c Release --project bench [year]
await (args is ["year"] ? YearJob.RunAsync() : MainJob.RunAsync());
