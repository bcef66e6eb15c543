using System.Globalization;
using Tracker.Engine.Nodes;
using Tracker.Support;

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

/// <summary>A verb and its options, each with a value.</summary>
internal sealed record Arguments(string Verb, IReadOnlyDictionary<string, string> Options)
{
    public string this[string name] => Options.TryGetValue(name, out var value) ? value : throw new ArgumentException($"--{name} is missing.");

    public Database Provider => Enum.Parse<Database>(this["provider"], ignoreCase: true);

    public static Arguments Of(string[] args) => new(
        args.FirstOrDefault() ?? "", args.Skip(1).Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[^1], StringComparer.Ordinal));

    public int Number(string name, int otherwise) =>
        Options.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    public DateTimeOffset Instant(string name) => DateTimeOffset.Parse(this[name], CultureInfo.InvariantCulture);
}
