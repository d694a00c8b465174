using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using CloudOrchestrator.Emulators.Functions.Configuration;

namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>One instance of the app: a host with one handler process, restarted when it ends, until it has failed three times.</summary>
internal sealed class Instance
{
    private const int ErrorsMax = 3;
    private static readonly TimeSpan ErrorMemory = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan ReadinessInterval = TimeSpan.FromMilliseconds(25);

    private readonly FunctionApp _app;
    private readonly HostOptions _options;
    private readonly HttpMessageInvoker _client;
    private readonly EmulatorLog _log;
    private readonly TimeProvider _time;
    private readonly Action _changed;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _firstReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private CancellationTokenSource _lost = new();
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HandlerProcess? _process;
    private string? _wantedEnd;
    private Task? _run;
    private int _errors;
    private long _lastError;

    /// <summary>An instance that has not been started; <paramref name="changed"/> is called after each change of state.</summary>
    public Instance(string name, string id, FunctionApp app, HostOptions options, HttpMessageInvoker client, EmulatorLog log, TimeProvider time, Action changed)
    {
        (Name, Id, _app, _options, _client, _log, _time, _changed) = (name, id, app, options, client, log, time, changed);
        Port = app.Host.Port ?? FreePort();
        Meter = new BillingMeter(options.InstanceMemory, time);
        LastActive = time.GetTimestamp();
    }

    /// <summary>Group and number, such as <c>http#1</c>.</summary>
    public string Name { get; }

    /// <summary>The id the handler is told.</summary>
    public string Id { get; }

    /// <summary>The port its handler listens on; a restarted process gets the same.</summary>
    public int Port { get; }

    /// <summary>What it is billed for.</summary>
    public BillingMeter Meter { get; }

    /// <summary>Where it is in its life.</summary>
    public InstanceState State { get; private set; } = InstanceState.Starting;

    /// <summary>The process that runs now; null when none does.</summary>
    public int? ProcessId => _process is { Exited.IsCompleted: false } process ? process.Id : null;

    /// <summary>Processes started after the first.</summary>
    public int Restarts { get; private set; }

    /// <summary>From start to the first answer; null before.</summary>
    public TimeSpan? ColdStart { get; private set; }

    /// <summary>Functions that run on it now. Guarded by its group.</summary>
    public int Running { get; set; }

    /// <summary>When it last ran a function. Guarded by its group.</summary>
    public long LastActive { get; set; }

    /// <summary>Cancelled when the process that runs now, or the next one while none runs, is no more: what it was asked will not be answered.</summary>
    public CancellationToken ProcessLost
    {
        get
        {
            lock (_gate)
                return _lost.Token;
        }
    }

    /// <summary>Ends when the first process answers, or is cancelled when none will.</summary>
    public Task FirstReady => _firstReady.Task;

    /// <summary>Waits while a process starts again. Does not say that it will: the instance may give up.</summary>
    public async Task WhenReadyAsync(CancellationToken cancellationToken)
    {
        Task ready;
        lock (_gate)
            ready = _ready.Task;
        await Task.WhenAny(ready, _leaving.Task).WaitAsync(cancellationToken);
    }

    /// <summary>Ends when it takes nothing new any more.</summary>
    public Task Leaving => _leaving.Task;

    /// <summary>True while requests may be sent to it.</summary>
    public bool Serves => State is InstanceState.Ready or InstanceState.Restarting;

    /// <summary>Begins.</summary>
    public void Start() => _run = Task.Run(RunAsync);

    /// <summary>Ends the process at once; another one is started. Not the handler's fault, so it is not counted as an error.</summary>
    public void EndProcess(string reason)
    {
        lock (_gate)
        {
            _wantedEnd = reason;
            _process?.Kill();
        }
    }

    /// <summary>Takes nothing new from now on.</summary>
    public void Drain() => Change(InstanceState.Draining);

    /// <summary>Ends the process: SIGTERM, then SIGKILL when it takes too long.</summary>
    public async Task StopAsync()
    {
        Drain();
        HandlerProcess? process;
        lock (_gate)
            process = _process;
        await _stopping.CancelAsync();
        if (process is not null)
        {
            process.Terminate();
            try
            {
                await process.Exited.WaitAsync(_options.StopGrace, _time);
            }
            catch (TimeoutException)
            {
                _log.Write(Name, $"did not end within {_options.StopGrace.TotalSeconds:0.#} s of SIGTERM: killed");
                process.Kill();
            }
        }

        await (_run ?? Task.CompletedTask);
        Change(InstanceState.Stopped);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            string end;
            try
            {
                end = await RunProcessAsync();
            }
            catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
            {
                end = $"could not be started: {exception.Message}";
            }

            if (_stopping.IsCancellationRequested)
                break;
            if (!MayRestart(end))
            {
                _firstReady.TrySetCanceled();
                Change(InstanceState.GaveUp);
                return;
            }

            Restarts++;
            if (State == InstanceState.Ready)
                Change(InstanceState.Restarting);
        }

        _firstReady.TrySetCanceled();
    }

    private bool MayRestart(string end)
    {
        string? wanted;
        lock (_gate)
            (wanted, _wantedEnd) = (_wantedEnd, null);
        if (wanted is not null)
        {
            _log.Write(Name, $"handler ended: {wanted}; it is started again");
            return true;
        }

        if (_errors > 0 && _time.GetElapsedTime(_lastError) > ErrorMemory)
            _errors = 0;
        _errors++;
        _lastError = _time.GetTimestamp();
        _log.Write(Name, $"handler {end} (error {_errors} of {ErrorsMax}){(_errors < ErrorsMax ? "; it is started again" : "; the host stops")}");
        return _errors < ErrorsMax;
    }

    private async Task<string> RunProcessAsync()
    {
        var began = _time.GetTimestamp();
        HandlerProcess process;
        lock (_gate)
        {
            process = HandlerProcess.Start(_app.Host.Handler, HandlerEnvironment.Create(_app, _options.SiteName, Id, Port), Print);
            _process = process;
        }

        using (process)
        {
            var failure = await ReadyAsync(process, began);
            if (failure is not null)
            {
                process.Kill();
                await process.Exited;
                return failure;
            }

            if (!_stopping.IsCancellationRequested && !process.Exited.IsCompleted)
            {
                var took = _time.GetElapsedTime(began);
                ColdStart ??= took;
                _log.Write(Name, $"handler {process.Id} answers on port {Port} after {took.TotalMilliseconds:0} ms");
                Change(InstanceState.Ready);
                _ready.TrySetResult();
                _firstReady.TrySetResult();
            }

            await PingUntilExitAsync(process);
            var code = await process.Exited;
            CancellationTokenSource lost;
            lock (_gate)
            {
                _process = null;
                (lost, _lost) = (_lost, new CancellationTokenSource());
                _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await lost.CancelAsync();
            return $"ended with exit code {code}";
        }
    }

    private async Task<string?> ReadyAsync(HandlerProcess process, long began)
    {
        while (!process.Exited.IsCompleted && !_stopping.IsCancellationRequested)
        {
            if (await AnswersAsync())
                return null;
            if (_time.GetElapsedTime(began) > _app.Host.InitializationTimeout)
                return $"did not answer GET / on port {Port} within {_app.Host.InitializationTimeout.TotalSeconds:0.#} s";
            await Task.WhenAny(process.Exited, Task.Delay(ReadinessInterval, _time));
        }

        return null;
    }

    private async Task PingUntilExitAsync(HandlerProcess process)
    {
        while (!process.Exited.IsCompleted && _options.PingInterval > TimeSpan.Zero && !_stopping.IsCancellationRequested)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            var pause = Task.Delay(_options.PingInterval, _time, ended.Token);
            await Task.WhenAny(process.Exited, pause);
            if (pause.IsCompletedSuccessfully && !await AnswersAsync() && !process.Exited.IsCompleted)
                _log.Write(Name, "health ping: GET / was not answered");
            await ended.CancelAsync();
        }
    }

    /// <summary>Whether GET / gets any answer: even an error says that somebody listens.</summary>
    private async Task<bool> AnswersAsync()
    {
        using var limit = new CancellationTokenSource(_app.Host.InitializationTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{Port}/");
            using var response = await _client.SendAsync(request, both.Token);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Print(string line, bool isError) =>
        _log.Write(Name, isError && _app.Host.Handler.ErrorStreamHoldsOnlyErrors ? $"| error: {line}" : $"| {line}");

    private void Change(InstanceState state)
    {
        lock (_gate)
        {
            // What drains or has ended does not come back.
            if (State is InstanceState.Stopped or InstanceState.GaveUp || (State == InstanceState.Draining && state != InstanceState.Stopped))
                return;
            State = state;
        }

        if (state is InstanceState.Draining or InstanceState.GaveUp or InstanceState.Stopped)
            _leaving.TrySetResult();
        _changed();
    }
}
