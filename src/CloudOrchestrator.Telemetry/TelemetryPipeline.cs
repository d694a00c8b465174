using System.Diagnostics;
using CloudOrchestrator.Telemetry.AzureMonitor;
using CloudOrchestrator.Telemetry.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CloudOrchestrator.Telemetry;

/// <summary>
/// Traces, metrics and logs of a process on their way to OTLP and Azure Monitor. Sources and meters whose names begin with <c>CloudOrchestrator</c> are taken. Disposing it
/// sends what is left.
/// </summary>
public sealed class TelemetryPipeline : IAsyncDisposable
{
    private const string Names = MetricRegistry.MeterPrefix + "*";
    private static readonly TimeSpan PostLimit = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpClient _http;
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;
    private readonly Task _pushing = Task.CompletedTask;

    /// <summary>Starts what the options name.</summary>
    /// <exception cref="FormatException">The connection string is none.</exception>
    public TelemetryPipeline(TelemetryOptions options, TimeProvider time, HttpMessageHandler? handler = null)
    {
        _http = new HttpClient(handler ?? new SocketsHttpHandler { ActivityHeadersPropagator = null }, disposeHandler: handler is null) { Timeout = PostLimit };
        Metrics = new MetricRegistry();
        var resource = ResourceBuilder.CreateEmpty().AddService(options.Role, "CloudOrchestrator", serviceInstanceId: options.Instance);
        var target = options.ApplicationInsights is { } text ? IngestionTarget.Parse(text) : null;
        IngestionClient? ingestion = target is null ? null : new IngestionClient(_http, target, time, options.Report);
        EnvelopeWriter Envelopes() => new(target!.InstrumentationKey, options.Role, options.Instance);
        void Otlp(OtlpExporterOptions otlp) => otlp.Endpoint = options.OtlpEndpoint!;

        if (ingestion is not null || options.OtlpEndpoint is not null)
        {
            var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Names);
            if (ingestion is not null)
                traces.AddProcessor(new BatchActivityExportProcessor(new AzureMonitorExporter<Activity>(ingestion, Envelopes(), static (writer, item) => writer.Write(item))));
            if (options.OtlpEndpoint is not null)
                traces.AddOtlpExporter(Otlp);
            _traces = traces.Build();
        }

        if (options.OtlpEndpoint is not null)
            _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Names).AddOtlpExporter(Otlp).Build();
        if (ingestion is not null)
            _pushing = new MetricPusher(Metrics, ingestion, Envelopes(), time).RunAsync(_stopping.Token);
        Logging = builder => Configure(builder, resource, options, ingestion, Envelopes, Otlp);
    }

    /// <summary>What this process has measured; for its metrics endpoint and its bill.</summary>
    public MetricRegistry Metrics { get; }

    /// <summary>Adds the targets to a logger factory's builder.</summary>
    public Action<ILoggingBuilder> Logging { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pushing;
        _traces?.Dispose();
        _metrics?.Dispose();
        Metrics.Dispose();
        _http.Dispose();
        _stopping.Dispose();
    }

    private static void Configure(
        ILoggingBuilder builder, ResourceBuilder resource, TelemetryOptions options, IngestionClient? ingestion, Func<EnvelopeWriter> envelopes, Action<OtlpExporterOptions> otlp)
    {
        if (ingestion is null && options.OtlpEndpoint is null)
            return;
        builder.AddOpenTelemetry(logging =>
        {
            logging.SetResourceBuilder(resource);
            logging.IncludeFormattedMessage = true;
            if (ingestion is not null)
                logging.AddProcessor(new BatchLogRecordExportProcessor(new AzureMonitorExporter<LogRecord>(ingestion, envelopes(), static (writer, item) => writer.Write(item))));
            if (options.OtlpEndpoint is not null)
                logging.AddOtlpExporter(otlp);
        });
    }
}
