using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Tracker.Engine;

namespace Tracker.Api;

/// <summary>The runtime's, the web server's and the engine's meters as Prometheus text.</summary>
internal sealed class Metrics : IHostedService, IDisposable
{
    private static readonly string[] Meters = ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", Telemetry.Name];
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> series = new();
    private readonly MeterListener listener = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (Meters.Contains(instrument.Meter.Name, StringComparer.Ordinal))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Record(i, value, tags));
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Record(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Record(i, value, tags));
        listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    /// <summary>One line for each series, grouped by name as the format asks.</summary>
    public string Write()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var group in series.GroupBy(s => s.Key.Instrument, s => (s.Key.Labels, s.Value)).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            var name = NameOf(group.Key);
            var isHistogram = IsHistogram(group.Key);
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {(isHistogram ? "summary" : IsCounter(group.Key) ? "counter" : "gauge")}\n");
            foreach (var (labels, value) in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{(isHistogram ? "_sum" : "")}{labels} {value.Sum}\n");
                if (isHistogram)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}_count{labels} {value.Count}\n");
                }
            }
        }

        return text.ToString();
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var one = series.GetOrAdd((instrument, LabelsOf(tags)), _ => new());
        lock (one)
        {
            one.Sum = instrument.IsObservable ? value : one.Sum + value;
            one.Count++;
        }
    }

    private static string NameOf(Instrument instrument) =>
        Plain(instrument.Name) + (instrument.Unit is "s" ? "_seconds" : instrument.Unit is "By" ? "_bytes" : "") + (IsCounter(instrument) ? "_total" : "");

    private static bool IsCounter(Instrument instrument) => instrument.GetType().Name.StartsWith("Counter", StringComparison.Ordinal) || instrument.GetType().Name.StartsWith("ObservableCounter", StringComparison.Ordinal);

    private static bool IsHistogram(Instrument instrument) => instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal);

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>();
        foreach (var (key, value) in tags)
        {
            labels.Add($"{Plain(key)}=\"{value?.ToString()?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"");
        }

        return labels.Count == 0 ? "" : "{" + string.Join(',', labels) + "}";
    }

    private static string Plain(string name) => name.Replace('.', '_').Replace('-', '_');

    private sealed class Series
    {
        public double Sum { get; set; }

        public long Count { get; set; }
    }
}
