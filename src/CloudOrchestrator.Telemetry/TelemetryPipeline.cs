using System.Runtime.CompilerServices;
using CloudOrchestrator.Telemetry.Metrics;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.Telemetry;

/// <summary>
/// Traces, metrics and logs of a process on their way to OTLP and Azure Monitor. Sources and meters whose names begin with <c>CloudOrchestrator</c> are taken. Disposing it
/// sends what is left.
/// </summary>
public sealed class TelemetryPipeline : IAsyncDisposable
{
    private readonly IAsyncDisposable? _targets;

    /// <summary>Starts what the options name.</summary>
    /// <exception cref="FormatException">The connection string is none.</exception>
    public TelemetryPipeline(TelemetryOptions options, TimeProvider time, HttpMessageHandler? handler = null)
    {
        Metrics = new MetricRegistry();
        Logging = static _ => { };
        if (options.ApplicationInsights is not null || options.OtlpEndpoint is not null)
            (_targets, Logging) = Open(options, Metrics, time, handler);
    }

    /// <summary>What this process has measured; for its metrics endpoint and its bill.</summary>
    public MetricRegistry Metrics { get; }

    /// <summary>Adds the targets to a logger factory's builder.</summary>
    public Action<ILoggingBuilder> Logging { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_targets is not null)
            await _targets.DisposeAsync();
        Metrics.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (IAsyncDisposable Targets, Action<ILoggingBuilder> Logging) Open(
        TelemetryOptions options, MetricRegistry metrics, TimeProvider time, HttpMessageHandler? handler)
    {
        var targets = new TelemetryTargets(options, metrics, time, handler);
        return (targets, targets.AddTo);
    }
}
