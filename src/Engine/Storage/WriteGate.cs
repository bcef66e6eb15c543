using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Tracker.Engine;

/// <summary>SQLite has one writer at a time: writers of this process queue here instead of polling the file's lock.</summary>
internal static class WriteGate
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> ByDatabase = new(StringComparer.Ordinal);

    public static async Task<IDisposable?> EnterAsync(DbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.ProviderName?.EndsWith(".Sqlite", StringComparison.Ordinal) != true)
        {
            return null;
        }

        var gate = ByDatabase.GetOrAdd(db.Database.GetConnectionString() ?? "", _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        return new Pass(gate);
    }

    private sealed class Pass(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
