using System.Globalization;
using System.Net;
using CloudOrchestrator.ControlPlaneHost.Cloud;
using CloudOrchestrator.ControlPlaneHost.Settings;
using CloudOrchestrator.ControlPlaneHost.Triggers;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Telemetry;
using CloudOrchestrator.Telemetry.Billing;
using CloudOrchestrator.WorkQueues;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>
/// The process that a Functions host starts, asks whether it is there, and calls: proxied requests for the API, and posts for its triggers. It answers before it
/// has opened anything; the cluster is opened by the first call that needs it.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    /// <summary>The variable that names the port to listen on; the Functions host sets it.</summary>
    public const string PortVariable = "FUNCTIONS_CUSTOMHANDLER_PORT";

    // The host sets it on requests that came from outside, and only on those: triggers are for the host alone.
    private const string OutsideHeader = "x-ms-invocation-id";

    // An invocation beyond the app's functionTimeout ends the process, and with it every other request: ours end before.
    private static readonly TimeSpan TriggerLimit = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly FunctionsSettings _settings;
    private readonly HostOutput _output;
    private readonly TimeProvider _time;
    private readonly Lazy<TelemetryPipeline> _telemetry;
    private readonly LazilyOpened<CloudControlPlane> _plane;
    private readonly WorkFunction _work;
    private readonly ResyncFunction _resync;
    private readonly KestrelListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ExecutionMeter _meter;
    private string _told = "";

    private FunctionsHost(FunctionsSettings settings, int port, TimeProvider time, HostOutput output)
    {
        _settings = settings;
        _output = output;
        _time = time;
        _work = new WorkFunction(output);
        _resync = new ResyncFunction(time);
        _telemetry = new(() =>
        {
            var variables = TelemetryOptions.FromEnvironment("functions", Environment.MachineName, Environment.GetEnvironmentVariable);
            return new TelemetryPipeline(variables with { Report = output.Errors.WriteLine }, time);
        });
        _plane = new(token => CloudControlPlane.OpenAsync(settings, CloudRole.Functions, CertificateNames.None, time, output, _telemetry.Value.Metrics, token));
        _meter = new ExecutionMeter(settings.InstanceMemoryMB / 1024.0, time);
        _listener = new KestrelListener([IPAddress.Loopback], port, null, HandleAsync);
    }

    /// <summary>The port listened on.</summary>
    public int Port => _listener.Port;

    /// <summary>Runs until SIGTERM or SIGINT; the process' exit code.</summary>
    public static async Task<int> RunAsync(Func<string, string?> variable, TimeProvider time, TextWriter output, TextWriter errors)
    {
        if (!ushort.TryParse(variable(PortVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
        {
            await errors.WriteLineAsync($"setting {PortVariable}: the Functions host names the port to listen on here; it is \"{variable(PortVariable)}\".");
            return 2;
        }

        return await Signals.RunAsync(async stopping =>
        {
            await using var host = await StartNewAsync(FunctionsSettings.Read(variable), port, time, output, errors, CancellationToken.None);
            await host.RunUntilAsync(stopping);
        }, errors);
    }

    /// <summary>Starts to listen. Wrong settings do not keep it from that: they are what it then answers.</summary>
    public static async Task<FunctionsHost> StartNewAsync(
        FunctionsSettings settings, int port, TimeProvider time, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var host = new FunctionsHost(settings, port, time, new HostOutput(TextWriter.Synchronized(output), TextWriter.Synchronized(errors)));
        await host._listener.StartAsync(cancellationToken);
        foreach (var fault in settings.Faults)
            await errors.WriteLineAsync(fault.ToString());
        return host;
    }

    /// <summary>Waits for the end, ends watches and lets running requests finish.</summary>
    public async Task RunUntilAsync(CancellationToken stopping)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopping.CancelAsync();
        using var limit = new CancellationTokenSource(DrainLimit, TimeProvider.System);
        await _listener.StopAsync(limit.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _listener.DisposeAsync();
        await _plane.DisposeAsync();
        _meter.Dispose();
        if (_telemetry.IsValueCreated)
            await _telemetry.Value.DisposeAsync();
        _stopping.Dispose();
    }

    private Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value ?? "/";

        // Asked every few milliseconds until it answers, and now and then afterwards.
        if (path == "/" && HttpMethods.IsGet(request.Method) && request.Headers.Authorization.Count == 0)
            return WriteOkAsync(context);
        var trigger = HttpMethods.IsPost(request.Method) ? path.TrimEnd('/').ToUpperInvariant() : "";
        return trigger switch
        {
            "/WORK" or "/RESYNC" when request.Headers.ContainsKey(OutsideHeader) => StatusAnswer.WriteAsync(context, ApiStatuses.ResourceNotFound()),
            "/WORK" => TriggerAsync(context, "Work", async (plane, token) => await WorkAsync(plane, await BodyAsync(context, token), token)),
            "/RESYNC" => TriggerAsync(context, "Resync", _resync.RunAsync),
            _ => ApiAsync(context),
        };
    }

    private Task<string> WorkAsync(CloudControlPlane plane, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var messages = TriggerPayload.Messages(payload, WorkFunction.Binding);
        foreach (var enqueued in TriggerPayload.Enqueued(payload))
        {
            var waited = _time.GetUtcNow() - enqueued;
            WorkQueueMetrics.Waited(_settings.WorkQueue, waited > TimeSpan.Zero ? waited : TimeSpan.Zero);
        }

        return _work.RunAsync(plane, messages, TriggerPayload.IsRedelivered(payload), cancellationToken);
    }

    private async Task ApiAsync(HttpContext context)
    {
        // Metering hears nothing before telemetry has been made.
        _ = _telemetry.Value;
        using var execution = _meter.Begin("Api");
        if (await PlaneAsync(context) is not { } plane)
            return;
        using var registration = _stopping.Token.UnsafeRegister(static state => ((CloudControlPlane)state!).Api.Drain(), plane);
        plane.Ledger.Active();
        await plane.Api.HandleAsync(context);
    }

    // Null when the request has been answered.
    private async Task<CloudControlPlane?> PlaneAsync(HttpContext context)
    {
        if (_settings.Faults.Count > 0)
        {
            await StatusAnswer.UnavailableAsync(context, string.Join("; ", _settings.Faults), null);
            return null;
        }

        try
        {
            return await _plane.GetAsync(context.RequestAborted);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            Tell(exception);
            await StatusAnswer.UnavailableAsync(context, Failures.Describe(exception), Failures.RetryAfter(exception) ?? Pause);
            return null;
        }
    }

    private async Task TriggerAsync(HttpContext context, string function, Func<CloudControlPlane, CancellationToken, Task<string>> run)
    {
        _ = _telemetry.Value;
        using var execution = _meter.Begin(function);
        using var limit = new CancellationTokenSource(TriggerLimit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, limit.Token);
        try
        {
            if (_settings.Faults.Count > 0)
                throw new InvalidOperationException(string.Join("; ", _settings.Faults));
            var plane = await _plane.GetAsync(linked.Token);
            plane.Ledger.Active();
            await TriggerAnswer.SucceedAsync(context, await run(plane, linked.Token));
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            Tell(exception);
            await TriggerAnswer.FailAsync(context, Failures.Describe(exception));
        }
    }

    // A failure that repeats with every call is told once.
    private void Tell(Exception exception)
    {
        if (_settings.Faults.Count == 0 && Interlocked.Exchange(ref _told, exception.Message) != exception.Message)
            _output.Fault("opening the cluster", exception);
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static async Task WriteOkAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain";
        context.Response.ContentLength = 2;
        await context.Response.Body.WriteAsync("ok"u8.ToArray(), context.RequestAborted);
    }
}
