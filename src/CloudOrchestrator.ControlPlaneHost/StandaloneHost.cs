using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.ApiServer;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.Controllers;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Telemetry;
using CloudOrchestrator.Telemetry.Billing;
using CloudOrchestrator.Telemetry.Metrics;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>The composition root of the standalone mode: log, object store, API server, controllers.</summary>
public sealed class StandaloneHost : IAsyncDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(25);

    private readonly StandaloneOptions _options;
    private readonly TextWriter _errors;
    private readonly TimeProvider _time;
    private readonly RandomIdSource _ids = new();
    private readonly KindRegistry _kinds = KindRegistry.BuiltIn();
    private readonly InProcessWorkQueue _queue;
    private readonly IRevisionLog _log;
    private readonly ObjectStore _store;
    private readonly ClusterCertificates _certificates;
    private readonly DateTimeOffset _started;
    private readonly TelemetryPipeline _telemetry;
    private readonly KubernetesApi _api;
    private readonly KestrelListener _listener;
    private readonly int _port;
    private Task _trust = Task.CompletedTask;

    private StandaloneHost(StandaloneOptions options, TimeProvider time, TextWriter errors)
    {
        _options = options;
        _errors = errors;
        Directory.CreateDirectory(options.DataDirectory);
        _time = time;
        _started = time.GetUtcNow();
        Address = options.AdvertiseAddress ?? OwnAddress(options.Bind);

        // The keys and the rest have nothing to do with each other, and each takes a fifth of the start.
        var certificates = Task.Run(OpenCertificates);
        var variables = TelemetryOptions.FromEnvironment("control-plane", Environment.MachineName, Environment.GetEnvironmentVariable);
        _telemetry = new TelemetryPipeline(variables with { Report = errors.WriteLine }, time);
        _queue = new InProcessWorkQueue(new InProcessWorkQueueOptions { OnFailure = (item, exception, _) => Report($"{item.Controller} {item.Key}", exception) }, time);
        _port = options.Port == 0 ? FreePort(options.Bind[0]) : options.Port;
        _log = FileLog.Open(Path.Combine(options.DataDirectory, "log"), new FileLogOptions(), time);
        _store = new ObjectStore(_log, new ObjectStoreOptions { Indexes = StoreIndexes.All, BackgroundFailed = Report }, time, _ids);
        _certificates = certificates.GetAwaiter().GetResult();
        var serverOptions = new ApiServerOptions
        {
            AuditDirectory = options.DataDirectory,
            ServiceCidr = options.ServiceCidr,
            NodePortMin = options.NodePortMin,
            NodePortMax = options.NodePortMax,
            AdvertiseAddress = Address,
            AdvertisePort = _port,
            Metrics = () => PrometheusText.Write(_telemetry.Metrics.Collect()),
            Bill = _ => Task.FromResult(BillDocument.Create(BillMetrics.Read(_telemetry.Metrics), _started, time.GetUtcNow(), new PriceList())),
            OnFault = Report,
        };
        _api = new KubernetesApi(serverOptions, _kinds, _store, _certificates, _certificates.AdminToken, time, _ids);
        _listener = new KestrelListener(options.Bind, _port, _certificates.Serving, _api.HandleAsync);
    }

    /// <summary>Address at which nodes and pods reach this server.</summary>
    public IPAddress Address { get; }

    /// <summary>Where the administrator's kubeconfig is.</summary>
    public string Kubeconfig => _options.Kubeconfig ?? Path.Combine(_options.DataDirectory, "admin.kubeconfig");

    /// <summary>URL of the server for the administrator: the first address it was told to serve on.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"https://{new IPEndPoint(IsOne(_options.Bind[0]) ? _options.Bind[0] : Address, _port)}"));

    /// <summary>Runs until SIGTERM or SIGINT; the process' exit code.</summary>
    public static Task<int> RunAsync(StandaloneOptions options, TimeProvider time, TextWriter output, TextWriter errors) => Signals.RunAsync(
        async stopping =>
        {
            await using var host = new StandaloneHost(options, time, errors);
            await host.StartAsync(stopping);
            var took = time.GetUtcNow() - System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ready after {took.TotalSeconds:0.00} s: {host.Url} (kubeconfig {host.Kubeconfig})"));
            await host.RunUntilAsync(stopping);
        },
        errors);

    /// <summary>Starts serving: returns when the server is ready.</summary>
    public static async Task<StandaloneHost> StartNewAsync(StandaloneOptions options, TimeProvider time, TextWriter errors, CancellationToken cancellationToken)
    {
        var host = new StandaloneHost(options, time, errors);
        await host.StartAsync(cancellationToken);
        return host;
    }

    /// <summary>Runs controllers until cancelled, then lets running requests finish.</summary>
    public async Task RunUntilAsync(CancellationToken stopping)
    {
        Task[] running = [_api.RunAsync(stopping), .. Controllers(stopping)];
        var first = await Task.WhenAny([.. running, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping)]);
        _api.Drain();
        using var limit = new CancellationTokenSource(DrainLimit, TimeProvider.System);
        await _listener.StopAsync(limit.Token);
        if (!stopping.IsCancellationRequested)
            await first;
        try
        {
            await Task.WhenAll(running);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Cancelled in the middle of starting: that is an end as good as any.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _api.DisposeAsync();
        await _store.DisposeAsync();
        await _log.DisposeAsync();
        _queue.Dispose();
        await _trust;
        _certificates.Dispose();
        await _telemetry.DisposeAsync();
    }

    private ClusterCertificates OpenCertificates()
    {
        var certificates = ClusterCertificates.Open(new ClusterCertificatesOptions
        {
            Folder = Path.Combine(_options.DataDirectory, "pki"),
            Addresses = [FirstAddress(_options.ServiceCidr), Address, .. _options.Bind.Where(IsOne), .. _options.CertificateAddresses],
            Names = _options.CertificateNames,
        }, _time);

        // Whoever serves TLS asks for the certificate's chain first, and whoever asks first reads all that this machine trusts: by then it is read.
        _trust = Task.Run(() => ReadTrust(certificates.Serving));
        return certificates;
    }

    private static void ReadTrust(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.Build(certificate);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _store.Start();
        AdminKubeconfig.Write(Kubeconfig, _certificates, Url, _options.ClusterName);
        await _listener.StartAsync(cancellationToken);
        await _api.StartAsync(cancellationToken);
    }

    private IEnumerable<Task> Controllers(CancellationToken stopping)
    {
        if (!_options.Controllers)
            return [];
        var options = new ControllerEngineOptions
        {
            CertificateAuthorityPem = _certificates.AuthorityPem,
            ClusterCidr = _options.ClusterCidr.ToString(),
            NodeCidrMaskSize = _options.NodeCidrMaskSize,
            OnFault = (part, key, exception) => Report($"{part} {key}", exception),
        };
        return [new ControllerEngine(options, _kinds, _store, _api.CreateClient("system:kube-controller-manager"), _queue, _time, _ids).RunAsync(stopping)];
    }

    private void Report(string what, Exception exception) => _errors.WriteLine($"{what}: {exception}");

    // The port must be known before the server is composed: its own Service leads there.
    private static int FreePort(IPAddress address)
    {
        using var probe = new TcpListener(address, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static bool IsOne(IPAddress address) => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);

    private static IPAddress FirstAddress(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        bytes[^1]++;
        return new IPAddress(bytes);
    }

    private static IPAddress OwnAddress(IReadOnlyList<IPAddress> bind)
    {
        if (bind.All(IsOne))
            return bind.FirstOrDefault(address => !IPAddress.IsLoopback(address)) ?? bind[0];
        return NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? IPAddress.Loopback;
    }
}
