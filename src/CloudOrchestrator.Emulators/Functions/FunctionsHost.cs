using System.Globalization;
using System.Net;
using CloudOrchestrator.Emulators.Functions.Configuration;
using CloudOrchestrator.Emulators.Functions.Handlers;
using CloudOrchestrator.Emulators.Functions.Proxying;
using CloudOrchestrator.Emulators.Functions.Triggers;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Emulators.Functions;

/// <summary>An app that runs: its scaling groups, its front door and its triggers.</summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private readonly FunctionApp _app;
    private readonly HostOptions _options;
    private readonly EmulatorLog _log;
    private readonly TimeProvider _time;
    private readonly IdSource _ids;
    private readonly HttpMessageInvoker _client;
    private readonly HandlerInvoker _invoker;
    private readonly FrontDoor _frontDoor;
    private readonly List<ScalingGroup> _groups = [];
    private readonly List<TimerLoop> _timers = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ChaosKiller _chaos;
    private readonly List<Task> _loops = [];

    /// <summary>Prepares an app; <paramref name="messages"/> may be null when no function listens to a queue.</summary>
    public FunctionsHost(FunctionApp app, HostOptions options, IMessageSource? messages, EmulatorLog log, TimeProvider time)
    {
        (_app, _options, _log, _time) = (app, options, log, time);
        _ids = new IdSource(options.Seed);
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        });
        Counters = new FunctionCounters();
        _invoker = new HandlerInvoker(_client, app.Host.FunctionTimeout, Counters, log, time);
        ScalingGroup? http = null;
        if (app.Functions.Any(function => function.Trigger is HttpTrigger))
            http = AddGroup("http", options.PerInstanceConcurrency, null);
        foreach (var function in app.Functions)
            AddTrigger(function, messages);
        var proxy = new HandlerProxy(_client, options, log, time);
        _frontDoor = new FrontDoor(new RouteTable(app), http, proxy, options, app.Host.FunctionTimeout, Counters, _ids, log, time);
        _chaos = new ChaosKiller(() => [.. _groups.SelectMany(group => group.Instances)], log, time);
    }

    /// <summary>Called when an instance comes, goes, or changes its state.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>Executions per function.</summary>
    public FunctionCounters Counters { get; }

    /// <summary>The scaling groups.</summary>
    public IReadOnlyList<ScalingGroup> Groups => _groups;

    /// <summary>Processes the emulator killed at random.</summary>
    public int Kills => _chaos.Kills;

    /// <summary>GB-seconds billed on demand so far.</summary>
    public double GigabyteSeconds => _groups.Sum(group => group.PastGigabyteSeconds + group.Instances.Sum(instance => instance.Meter.GigabyteSeconds));

    /// <summary>Answers a request at the front door.</summary>
    public Task HandleAsync(HttpContext context) => _frontDoor.HandleAsync(context);

    /// <summary>Kills random handler processes from now on; zero: not any more.</summary>
    public void SetChaos(TimeSpan killEvery, int seed) => _chaos.Set(killEvery, seed);

    /// <summary>Begins: instances that always stay come up, triggers listen, timers run.</summary>
    public void Start()
    {
        foreach (var group in _groups)
            group.Start();
        _loops.AddRange(_timers.Select(timer => Task.Run(() => timer.RunAsync(_stopping.Token))));
        if (_options.KillEvery > TimeSpan.Zero)
            _chaos.Set(_options.KillEvery, _options.Seed);
        _loops.Add(Task.Run(() => _chaos.RunAsync(_stopping.Token)));
    }

    /// <summary>Ends every handler process after what it runs, or after the grace.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_groups.Select(group => group.DisposeAsync().AsTask()));
        await Task.WhenAll(_loops);
        _client.Dispose();
        _stopping.Dispose();
    }

    private void AddTrigger(FunctionDefinition function, IMessageSource? messages)
    {
        var name = $"function:{function.Name}";
        switch (function.Trigger)
        {
            case ServiceBusTrigger trigger:
                var source = messages ?? throw new ArgumentNullException(nameof(messages), $"{function.Name} listens to a queue");
                IInstanceWork work = trigger.Many
                    ? new BatchWork(function, trigger, _app.Host.ServiceBus, source, _invoker, _ids, _log, _time)
                    : new SingleWork(function, trigger, _app.Host.ServiceBus, source, _invoker, _ids, _log, _time);
                AddGroup(name, 1, work);
                break;
            case TimerTrigger trigger:
                _timers.Add(new TimerLoop(function, trigger, _options.TimersAtStart, AddGroup(name, 1, null), _invoker, _ids, _log, _time));
                break;
        }
    }

    private ScalingGroup AddGroup(string name, int slots, IInstanceWork? work)
    {
        var group = new ScalingGroup(name, slots, work, _options, CreateInstance, _log, _time);
        _groups.Add(group);
        return group;
    }

    private Instance CreateInstance(int number, ScalingGroup group)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{group.Name.Replace("function:", "", StringComparison.Ordinal)}#{number}");
        return new Instance(name, _ids.Next().ToString("N"), _app, _options, _client, _log, _time, () =>
        {
            group.Wake();
            Changed();
        });
    }
}
