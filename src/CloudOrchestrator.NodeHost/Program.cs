using System.Runtime.InteropServices;
using CloudOrchestrator.NodeHost;
using CloudOrchestrator.NodeHost.Azure;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Telemetry;
using CloudOrchestrator.Telemetry.Metrics;
using Microsoft.Extensions.Logging.Console;

if (args.Any(argument => argument is "--help" or "-h"))
{
    Console.WriteLine(NodeHostOptions.Help);
    return 0;
}
var (options, error) = NodeHostOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine($"{error}\n\n{NodeHostOptions.Help}");
    return 2;
}

var targets = TelemetryOptions.FromEnvironment("node-agent", options.Name, Environment.GetEnvironmentVariable) with { Report = Console.Error.WriteLine };

// Without a target an agent does not even load what would send: it shares its machine with the pods.
await using var telemetry = targets is { OtlpEndpoint: null, ApplicationInsights: null } ? null : Pipeline(targets);
using var own = telemetry is null ? new MetricRegistry() : null;
var metrics = telemetry?.Metrics ?? own!;
using var loggers = LoggerFactory.Create(logging => logging
    .SetMinimumLevel(options.Verbose ? LogLevel.Debug : LogLevel.Information)
    .AddFilter("Microsoft", LogLevel.Warning)
    .AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.TimestampFormat = "HH:mm:ss.fff ";
        console.ColorBehavior = LoggerColorBehavior.Disabled;
    }));
using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

try
{
    if (options.Azure)
        options = Described(options, AzureMachine.Read(await ImdsClient.At(options.Imds, TimeProvider.System).InstanceAsync(stop.Token)));
    var authority = await ClusterTrust.FindAsync(options, stop.Token);
    if (options is { Simulated: > SimulatedCrowd.WholeMax, Events: NodeEvents.Watch })
    {
        await new SimulatedCrowd(options, authority, TimeProvider.System, loggers).RunAsync(name => Console.WriteLine($"Node {name} is ready"), stop.Token);
        return 0;
    }

    var nodes = options.Simulated == 0
        ? [options]
        : Enumerable.Range(1, options.Simulated).Select(number => Simulated(options, number)).ToArray();
    await Task.WhenAll(nodes.Select(node => new RunningNode(node, authority, TimeProvider.System, loggers, metrics).RunAsync(
        address => Console.WriteLine($"Node {node.Name} is ready at {address}"), stop.Token)));
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception failure) when (failure is InvalidOperationException or ApiStatusException or IOException or HttpRequestException)
{
    Console.Error.WriteLine($"The node cannot run: {failure.Message}");
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

static TelemetryPipeline Pipeline(TelemetryOptions targets) => new(targets, TimeProvider.System);

static NodeHostOptions Described(NodeHostOptions options, AzureMachine machine) => options with
{
    Machine = machine,
    Name = options.IsNamed ? options.Name : machine.NodeName,
    Labels = new Dictionary<string, string>(machine.Labels.Concat(options.Labels).GroupBy(label => label.Key)
        .Select(label => new KeyValuePair<string, string>(label.Key, label.Last().Value)), StringComparer.Ordinal),
};

static NodeHostOptions Simulated(NodeHostOptions options, int number) => options with
{
    Name = $"simulated-{number}",
    Data = Path.Combine(options.Data, $"simulated-{number}"),
};
