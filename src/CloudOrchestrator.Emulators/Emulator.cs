using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Emulators.CommandLine;
using CloudOrchestrator.Emulators.Functions;
using CloudOrchestrator.Emulators.Functions.Configuration;
using CloudOrchestrator.Emulators.Functions.Triggers;
using CloudOrchestrator.Emulators.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Emulators;

/// <summary>Everything together: the Service Bus, the app and the two listeners.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly StartOptions _options;
    private readonly EmulatorLog _log;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly ServiceBusBroker _broker;
    private readonly WebApplication _serviceBus;
    private readonly Lock _infoGate = new();
    private WebApplication? _frontDoor;
    private FunctionsHost? _host;

    private Emulator(StartOptions options, ServiceBusConnection connection, EmulatorLog log, TimeProvider time)
    {
        (_options, _log, _time) = (options, log, time);
        _began = time.GetTimestamp();
        _broker = new ServiceBusBroker(new ServiceBusBrokerOptions(), time);
        _serviceBus = EmulatorServer.ServiceBus(options);
        _serviceBus.MapGet("/$emulator/status", (RequestDelegate)StatusAsync);
        _serviceBus.MapPost("/$emulator/chaos", (RequestDelegate)ChaosAsync);
        _serviceBus.MapServiceBus(_broker, new ServiceBusRestOptions { Policies = [connection.Policy, SharedAccessPolicy.Development] });
    }

    /// <summary>The front door; null without an app.</summary>
    public Uri? Url { get; private set; }

    /// <summary>The Service Bus and the status page.</summary>
    public Uri ServiceBusUrl => EmulatorServer.Address(_serviceBus);

    /// <summary>The Service Bus itself.</summary>
    public ServiceBusBroker Broker => _broker;

    /// <summary>The app; null without one.</summary>
    public FunctionsHost? Host => _host;

    /// <summary>Starts everything; null when the app folder is not right. Its faults go to the log.</summary>
    public static async Task<Emulator?> StartAsync(
        StartOptions options, IReadOnlyDictionary<string, string> settings, EmulatorLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = ServiceBusConnection.Read(settings);
        var emulator = new Emulator(options, connection, log, time);
        await emulator._serviceBus.StartAsync(cancellationToken);
        if (options.App is null)
            emulator.CreateQueues([]);
        else if (!await emulator.StartAppAsync(options.App, settings, connection, cancellationToken))
        {
            await emulator.DisposeAsync();
            return null;
        }

        emulator.WriteInfo();
        return emulator;
    }

    /// <summary>Reads an app folder; what is wrong goes to the log.</summary>
    public static FunctionApp? ReadApp(string folder, IReadOnlyDictionary<string, string> settings, EmulatorLog log)
    {
        var faults = new ConfigurationFaults();
        var app = AppReader.Read(folder, settings, faults);
        foreach (var fault in faults.All)
            log.Write("host", fault.ToString());
        return app;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(_options.Host.StopGrace, _time);
        var host = _host?.DisposeAsync().AsTask() ?? Task.CompletedTask;
        if (_frontDoor is not null)
            await _frontDoor.StopAsync(grace.Token);
        await host;
        await _serviceBus.StopAsync(grace.Token);
        if (_frontDoor is not null)
            await _frontDoor.DisposeAsync();
        await _serviceBus.DisposeAsync();
        _broker.Dispose();
    }

    private async Task<bool> StartAppAsync(string folder, IReadOnlyDictionary<string, string> settings, ServiceBusConnection connection, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>(settings, StringComparer.OrdinalIgnoreCase);
        all.TryAdd("ServiceBus", connection.To(ServiceBusUrl));
        if (ReadApp(folder, all, _log) is not { } app)
            return false;
        if (app.Host.Port is not null && _options.Host.MaxInstances > 1)
            _log.Write("host", "note: host.json: customHandler.port: only one process can have this port on one machine; say --instances 1 or remove it");
        CreateQueues(app.Functions.Select(function => function.Trigger).OfType<ServiceBusTrigger>().Select(trigger => trigger.Queue));
        _host = new FunctionsHost(app, _options.Host, new BrokerMessageSource(_broker, _log, _time), _log, _time) { Changed = WriteInfo };
        _frontDoor = EmulatorServer.FrontDoor(_options, _options.PlainHttp ? null : Certificate());
        _frontDoor.Run(_host.HandleAsync);
        await _frontDoor.StartAsync(cancellationToken);
        Url = EmulatorServer.Address(_frontDoor);
        _host.Start();
        foreach (var function in app.Functions)
            _log.Write("host", $"function {function.Name}: {Describe(app, function.Trigger)}");
        return true;
    }

    private static string Describe(FunctionApp app, FunctionTrigger trigger) => trigger switch
    {
        HttpTrigger http => $"HTTP {(http.Methods.Count > 0 ? string.Join(' ', http.Methods) + " " : "")}/{(app.Host.RoutePrefix.Length > 0 ? app.Host.RoutePrefix + "/" : "")}{http.Route}",
        ServiceBusTrigger bus => $"messages of {bus.Queue}, {(bus.Many ? $"up to {app.Host.ServiceBus.MaxMessageBatchSize} at once" : "one by one")}",
        TimerTrigger timer => $"at {timer.Schedule}",
        _ => trigger.ToString(),
    };

    private void CreateQueues(IEnumerable<string> queues)
    {
        foreach (var queue in queues.Concat(_options.Queues).Distinct(StringComparer.OrdinalIgnoreCase))
            _broker.EnsureQueue(queue, new QueueSettings { LockDuration = _options.LockDuration, MaxDeliveryCount = _options.MaxDeliveryCount });
    }

    private X509Certificate2 Certificate()
    {
        if (_options is { TlsCertificate: { } certificate, TlsKey: { } key })
            return X509Certificate2.CreateFromPemFile(certificate, key);
        string[] names = [.. _options.TlsNames, .. _options.Addresses.Where(address => !address.Equals(IPAddress.Any)).Select(address => address.ToString())];
        return _options.TlsAuthorityFile is { } file ? SelfMadeCertificate.Keep(file, names, _time) : SelfMadeCertificate.Create(names, _time);
    }

    private Task StatusAsync(HttpContext context)
    {
        var uptime = _time.GetElapsedTime(_began);
        var status = _host is null ? new JsonObject { ["uptimeSeconds"] = uptime.TotalSeconds } : HostStatus.Of(_host, uptime, _options.Host.InstanceMemory);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(status.ToJsonString(Indented) + "\n", context.RequestAborted);
    }

    private Task ChaosAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var seed = 0;
        if (_host is null || !double.TryParse(query["killEvery"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || (query.ContainsKey("seed") && !int.TryParse(query["seed"], NumberStyles.None, CultureInfo.InvariantCulture, out seed)))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.WriteAsync("killEvery must be a number of seconds and seed a whole number, and an app must run\n", context.RequestAborted);
        }

        _host.SetChaos(TimeSpan.FromSeconds(seconds), seed);
        return Task.CompletedTask;
    }

    private void WriteInfo()
    {
        if (_options.InfoFile is not { } file)
            return;
        var info = new JsonObject
        {
            ["pid"] = Environment.ProcessId,
            ["url"] = Url?.ToString(),
            ["port"] = Url?.Port,
            ["tlsCa"] = _options.TlsAuthorityFile,
            ["serviceBusUrl"] = ServiceBusUrl.ToString(),
            ["serviceBusPort"] = ServiceBusUrl.Port,
            ["statusUrl"] = new Uri(ServiceBusUrl, "/$emulator/status").ToString(),
            ["instances"] = _host is null ? new JsonArray() : HostStatus.Instances(_host),
        };
        lock (_infoGate)
        {
            // Whoever reads it finds a whole file, the old one or the new one.
            File.WriteAllText($"{file}.new", info.ToJsonString(Indented) + "\n");
            File.Move($"{file}.new", file, overwrite: true);
        }
    }
}
