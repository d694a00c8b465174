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

/// <summary>Sends to the targets that options name. A class of its own, so that a process without targets loads neither exporters nor an HTTP client.</summary>
internal sealed class TelemetryTargets : IAsyncDisposable
{
    private const string Names = MetricRegistry.MeterPrefix + "*";
    private static readonly TimeSpan PostLimit = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TelemetryOptions _options;
    private readonly HttpClient _http;
    private readonly ResourceBuilder _resource;
    private readonly IngestionTarget? _target;
    private readonly IngestionClient? _ingestion;
    private readonly TracerProvider _traces;
    private readonly MeterProvider? _metrics;
    private readonly Task _pushing = Task.CompletedTask;

    public TelemetryTargets(TelemetryOptions options, MetricRegistry registry, TimeProvider time, HttpMessageHandler? handler)
    {
        _options = options;
        _target = options.ApplicationInsights is { } text ? IngestionTarget.Parse(text) : null;
        _http = new HttpClient(handler ?? new SocketsHttpHandler { ActivityHeadersPropagator = null }, disposeHandler: handler is null) { Timeout = PostLimit };
        _resource = ResourceBuilder.CreateEmpty().AddService(options.Role, "CloudOrchestrator", serviceInstanceId: options.Instance);
        _ingestion = _target is null ? null : new IngestionClient(_http, _target, time, options.Report);
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(_resource).AddSource(Names);
        if (_ingestion is not null)
            traces.AddProcessor(new BatchActivityExportProcessor(new AzureMonitorExporter<Activity>(_ingestion, Envelopes(), static (writer, item) => writer.Write(item))));
        if (options.OtlpEndpoint is not null)
            traces.AddOtlpExporter(Otlp);
        _traces = traces.Build();
        if (options.OtlpEndpoint is not null)
            _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(_resource).AddMeter(Names).AddOtlpExporter(Otlp).Build();
        if (_ingestion is not null)
            _pushing = new MetricPusher(registry, _ingestion, Envelopes(), time).RunAsync(_stopping.Token);
    }

    public void AddTo(ILoggingBuilder builder) => builder.AddOpenTelemetry(logging =>
    {
        logging.SetResourceBuilder(_resource);
        logging.IncludeFormattedMessage = true;
        if (_ingestion is not null)
            logging.AddProcessor(new BatchLogRecordExportProcessor(new AzureMonitorExporter<LogRecord>(_ingestion, Envelopes(), static (writer, item) => writer.Write(item))));
        if (_options.OtlpEndpoint is not null)
            logging.AddOtlpExporter(Otlp);
    });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pushing;
        _traces.Dispose();
        _metrics?.Dispose();
        _http.Dispose();
        _stopping.Dispose();
    }

    private EnvelopeWriter Envelopes() => new(_target!.InstrumentationKey, _options.Role, _options.Instance);

    private void Otlp(OtlpExporterOptions otlp) => otlp.Endpoint = _options.OtlpEndpoint!;
}
