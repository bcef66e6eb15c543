using Tracker.Bench;
using Tracker.Bench.Engine;
using Tracker.Bench.Mail;
using Tracker.Support;

// Prints one JSON object per line: name, value, unit. Run it with:
// dotnet run -c Release --project bench [year | lists | mail [in] | engine --provider Sqlite|PostgreSql|SqlServer --connection C]
await (args switch
{
    ["year"] => YearJob.RunAsync(),
    ["lists"] => ListsJob.RunAsync(),
    ["mail"] => OutBench.RunAsync(),
    ["mail", "in"] => InBench.RunAsync(),
    ["engine", "--provider", var provider, "--connection", var connection] => EngineJob.RunAsync(Enum.Parse<Database>(provider, ignoreCase: true), connection),
    _ => MainJob.RunAsync(),
});
