using Tracker.Bench;

// Prints one JSON object per line: name, value, unit. Run it with: dotnet run -c Release --project bench
await MainJob.RunAsync();
