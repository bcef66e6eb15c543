using Tracker.Engine.Nodes;

var arguments = Arguments.Of(args);
switch (arguments.Verb)
{
    case "story":
        await Verbs.TellAsync(arguments);
        return 0;
    case "work":
        await Verbs.WorkAsync(arguments);
        return 0;
    case "chaos":
        return await Verbs.ChaosAsync(arguments);
    case "random":
        return await Verbs.InterleaveAsync(arguments);
    default:
        await Console.Error.WriteLineAsync("""
            story --plan FILE                                                       tells stories and kills itself at the points that the plan names
            work  --provider P --connection C --folder F --epoch INSTANT --speed N  works until it is killed
            chaos --minutes N --provider P [--connection C] [--seed N]              kills and stalls workers, then looks for what is lost or doubled
            random --runs N --provider P [--connection C] [--seed N]                plays random sequences against a model
            A connection is to a server on which databases can be created; without it the one of the environment. SQLite needs none.
            """);
        return 2;
}
