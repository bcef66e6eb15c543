return await Tracker.Api.CommandLine.RunAsync(args);
