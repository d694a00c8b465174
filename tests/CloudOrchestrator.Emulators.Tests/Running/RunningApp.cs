using CloudOrchestrator.Emulators.CommandLine;
using CloudOrchestrator.Emulators.Functions;
using CloudOrchestrator.Emulators.Functions.Handlers;
using CloudOrchestrator.Emulators.ServiceBus;

namespace CloudOrchestrator.Emulators.Tests.Running;

/// <summary>An emulator that runs an app with real handler processes, on free ports.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly AppFolder _folder;
    private readonly Emulator _emulator;

    private RunningApp(AppFolder folder, Emulator emulator, LogCapture log)
    {
        (_folder, _emulator, Log) = (folder, emulator, log);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = emulator.Url, Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Client { get; }

    public LogCapture Log { get; }

    public Uri Url => _emulator.Url!;

    public Uri ServiceBusUrl => _emulator.ServiceBusUrl;

    public ServiceBusBroker Broker => _emulator.Broker;

    public FunctionsHost Host => _emulator.Host!;

    public static async Task<RunningApp> StartAsync(AppFolder folder, HostOptions? options = null, params (string Name, string Value)[] settings)
    {
        var log = new LogCapture();
        var start = new StartOptions
        {
            App = folder.Root,
            Port = 0,
            ServiceBusPort = 0,
            PlainHttp = true,
            LockDuration = TimeSpan.FromSeconds(60),
            MaxDeliveryCount = 3,
            Host = options ?? new HostOptions(),
        };
        var all = settings.Append(("WorkQueue", "work")).ToDictionary(setting => setting.Item1, setting => setting.Item2);
        var emulator = await Emulator.StartAsync(start, all, new EmulatorLog(log, TimeProvider.System), TimeProvider.System, CancellationToken.None);
        return emulator is null ? throw new InvalidOperationException(string.Join('\n', log.Lines)) : new RunningApp(folder, emulator, log);
    }

    public Task SendAsync(string queue, params string[] bodies) => Broker.SendAsync(queue, [.. bodies.Select(BrokerMessage.FromText)]);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _emulator.DisposeAsync();
        _folder.Dispose();
    }
}
