using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tracker.Engine.Nodes;

/// <summary>What a node logs: the engine from Information, all others from Warning.</summary>
public sealed class LogBook : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    public bool Has(LogLevel level, string text) => Lines.Any(line => line.Level == level && line.Text.Contains(text, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) =>
        new Page(this, categoryName.StartsWith("Tracker.", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning);

    public void Dispose()
    {
        // it outlives the nodes that write in it
    }

    private sealed class Page(LogBook book, LogLevel from) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                book.Lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception?.GetType().Name}: {exception?.GetBaseException().Message}"));
            }
        }
    }
}
