using System.Globalization;
using Tracker.Support;

namespace Tracker.Engine.Nodes;

/// <summary>A verb and its options, each with a value.</summary>
internal sealed record Arguments(string Verb, IReadOnlyDictionary<string, string> Options)
{
    public string this[string name] => Options.TryGetValue(name, out var value) ? value : throw new ArgumentException($"--{name} is missing.", nameof(name));

    public Database Provider => Enum.Parse<Database>(this["provider"], ignoreCase: true);

    public static Arguments Of(string[] args) => new(
        args.FirstOrDefault() ?? "", args.Skip(1).Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[^1], StringComparer.Ordinal));

    public int Number(string name, int otherwise) =>
        Options.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    public DateTimeOffset Instant(string name) => DateTimeOffset.Parse(this[name], CultureInfo.InvariantCulture);
}
