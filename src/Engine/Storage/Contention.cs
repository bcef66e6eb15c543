using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>Tells a lost race, which is tried again, from a failure.</summary>
internal static class Contention
{
    private static readonly HashSet<string> SqlStates = new(StringComparer.Ordinal) { "40001", "40P01", "23505" };

    private static readonly HashSet<int> SqlServerNumbers = [1205, 2601, 2627, 3960];

    public static bool IsLostRace(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbUpdateConcurrencyException || (cause is DbException failure && IsLostRace(failure)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLostRace(DbException failure) =>
        (failure.SqlState is { } state && SqlStates.Contains(state)) || IsSqliteRace(failure.Message) || IsSqlServerRace(failure);

    // The engine references no provider; Microsoft.Data.Sqlite has its error code in the text and SqlClient in the data.
    private static bool IsSqliteRace(string message) =>
        message.StartsWith("SQLite Error 5:", StringComparison.Ordinal)
        || message.StartsWith("SQLite Error 6:", StringComparison.Ordinal)
        || message.StartsWith("SQLite Error 19: 'UNIQUE", StringComparison.Ordinal);

    private static bool IsSqlServerRace(DbException failure) =>
        failure.Data["HelpLink.EvtID"] is string number
        && int.TryParse(number, CultureInfo.InvariantCulture, out var id)
        && SqlServerNumbers.Contains(id);
}
