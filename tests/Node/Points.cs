using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Tracker.Engine.Nodes;

/// <summary>The moments between two things that a node does to the outside: transactions, commands, commits and hand-overs.</summary>
/// <remarks>After one thing and before the next nothing changes anywhere, so one point stands for both.</remarks>
/// <param name="last">The number of the point that is not passed; 0: none.</param>
public sealed partial class Points(int last) : IDbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly List<string> passed = [];
    private readonly TaskCompletionSource atLast = new();
    private string previous = "the beginning";

    public IReadOnlyList<string> Passed => passed;

    public bool IsCounting { get; set; }

    /// <summary>Done when the last point is reached.</summary>
    public Task ReachLastAsync() => atLast.Task.WaitAsync(CancellationToken.None);

    /// <summary>Notes a point; at the last one it never returns.</summary>
    public async Task PassAsync(string next)
    {
        if (!IsCounting)
        {
            return;
        }

        passed.Add($"after {previous}, before {next}");
        previous = next;
        if (passed.Count == last)
        {
            atLast.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan);
        }
    }

    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default) =>
        PassAsync("begin", result);

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        PassAsync("commit", result);

    public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        PassAsync(NameOf(command, eventData), result);

    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        PassAsync(NameOf(command, eventData), result);

    public ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        PassAsync(NameOf(command, eventData), result);

    private async ValueTask<T> PassAsync<T>(string next, T result)
    {
        await PassAsync(next);
        return result;
    }

    private static string NameOf(DbCommand command, CommandEventData about)
    {
        var tables = string.Join("+", Tables().Matches(command.CommandText).Select(m => m.Groups["table"].Value).Distinct());
        return about.CommandSource switch
        {
            CommandSource.LinqQuery => $"load {tables}",
            CommandSource.SaveChanges => $"save {tables}",
            CommandSource.FromSqlQuery => $"claim {tables}",
            CommandSource.ExecuteUpdate when command.CommandText.StartsWith("DELETE", StringComparison.Ordinal) => $"fence {tables}",
            CommandSource.ExecuteUpdate => $"lease {tables}",
            var other => $"{other} {tables}",
        };
    }

    [GeneratedRegex("(FROM|INTO|UPDATE) \"(?<table>\\w+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tables();
}
