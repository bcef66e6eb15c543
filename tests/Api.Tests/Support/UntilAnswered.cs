namespace Tracker.Api.Tests.Support;

/// <summary>Takes a step again until the product, which may be dead at the moment, answers.</summary>
internal static class UntilAnswered
{
    public static async Task Async(Func<Task> step) => await Async(async () =>
    {
        await step();
        return true;
    });

    public static async Task<T> Async<T>(Func<Task<T>> step)
    {
        while (true)
        {
            try
            {
                return await step();
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException)
            {
                await Task.Delay(20);
            }
        }
    }
}
