using System.Diagnostics.Metrics;

namespace CloudOrchestrator.Telemetry.Billing;

/// <summary>
/// Counts function executions and the time that Flex Consumption bills for them: an instance is charged its whole memory while anything executes on it, each such
/// stretch at least one second, then in steps of 100 ms.
/// </summary>
public sealed class ExecutionMeter : IDisposable
{
    private const double ShortestSeconds = 1;
    private const double StepSeconds = 0.1;

    private readonly Meter _meter = new(BillMetrics.MeterName);
    private readonly Counter<long> _executions;
    private readonly Counter<double> _gigabyteSeconds;
    private readonly Lock _gate = new();
    private readonly double _gigabytes;
    private readonly TimeProvider _time;
    private int _running;
    private long _since;

    /// <summary>A meter of an instance with so much memory.</summary>
    public ExecutionMeter(double gigabytes, TimeProvider time)
    {
        _gigabytes = gigabytes;
        _time = time;
        _executions = _meter.CreateCounter<long>(BillMetrics.Executions, description: "Function executions.");
        _gigabyteSeconds = _meter.CreateCounter<double>(BillMetrics.GigabyteSeconds, description: "Gigabyte seconds billed for function executions.");
    }

    /// <summary>An execution of the function begins; disposing the result ends it.</summary>
    public IDisposable Begin(string function)
    {
        _executions.Add(1, new KeyValuePair<string, object?>("function", function));
        lock (_gate)
        {
            if (_running++ == 0)
                _since = _time.GetTimestamp();
        }

        return new Execution(this);
    }

    /// <summary>Seconds billed for a stretch of execution.</summary>
    public static double Billed(TimeSpan stretch) => Math.Max(ShortestSeconds, Math.Ceiling(Math.Round(stretch.TotalSeconds / StepSeconds, 6)) * StepSeconds);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void End()
    {
        lock (_gate)
        {
            if (--_running == 0)
                _gigabyteSeconds.Add(_gigabytes * Billed(_time.GetElapsedTime(_since)));
        }
    }

    private sealed class Execution(ExecutionMeter meter) : IDisposable
    {
        private ExecutionMeter? _meter = meter;

        public void Dispose() => Interlocked.Exchange(ref _meter, null)?.End();
    }
}
