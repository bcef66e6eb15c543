namespace Tracker.Api.Tests.Support;

#pragma warning disable CA5394 // the same sequence in every run is what is wanted
/// <summary>Chance that can be repeated.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Roll(int least, int most) => random.Next(least, most + 1);

    public bool Chance(int percent) => random.Next(100) < percent;

    public T Of<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public List<T> Some<T>(IEnumerable<T> choices) => [.. choices.Where(_ => random.Next(2) == 0)];
}
#pragma warning restore CA5394
