using System.Globalization;
using System.Net;
using Azure;
using Azure.Identity;
using CloudOrchestrator.ControlPlaneHost.Cloud;
using CloudOrchestrator.ControlPlaneHost.Settings;
using CloudOrchestrator.Telemetry;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>The same API as a Functions app serves, over the same storage, for connections that last: exec, attach, port-forward, followed logs, long watches.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan OpenAgain = TimeSpan.FromSeconds(5);

    private readonly CloudControlPlane _plane;
    private readonly TelemetryPipeline _telemetry;
    private readonly KestrelListener _listener;

    private GatewayHost(CloudControlPlane plane, TelemetryPipeline telemetry, GatewayOptions options)
    {
        _plane = plane;
        _telemetry = telemetry;
        _listener = new KestrelListener(options.Bind, options.Port, plane.Serving, context =>
        {
            plane.Ledger.Active();
            return plane.Api.HandleAsync(context);
        });
    }

    /// <summary>The port listened on.</summary>
    public int Port => _listener.Port;

    /// <summary>Runs until SIGTERM or SIGINT; the process' exit code.</summary>
    public static async Task<int> RunAsync(GatewayOptions options, Func<string, string?> variable, TimeProvider time, TextWriter output, TextWriter errors)
    {
        var settings = FunctionsSettings.Read(variable);
        if (settings.Faults.Count > 0)
        {
            await errors.WriteLineAsync(string.Join('\n', settings.Faults));
            return 2;
        }

        try
        {
            return await Signals.RunAsync(stopping => RunUntilAsync(options, settings, time, output, errors, stopping), errors);
        }
        catch (Exception exception) when (exception is RequestFailedException or AuthenticationFailedException or InvalidOperationException)
        {
            await errors.WriteLineAsync($"cannot open the cluster: {Failures.Describe(exception)}");
            return 1;
        }
    }

    private static async Task RunUntilAsync(
        GatewayOptions options, FunctionsSettings settings, TimeProvider time, TextWriter output, TextWriter errors, CancellationToken stopping)
    {
        if (await OpenAsync(settings, options, time, output, errors, stopping) is not { } host)
            return;
        await using (host)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ready: gateway on port {host.Port}"));
            await host.RunUntilAsync(stopping);
        }
    }

    /// <summary>Opens the cluster and begins to listen.</summary>
    public static async Task<GatewayHost> StartNewAsync(
        FunctionsSettings settings, GatewayOptions options, TimeProvider time, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var variables = TelemetryOptions.FromEnvironment("gateway", Environment.MachineName, Environment.GetEnvironmentVariable);
        var telemetry = new TelemetryPipeline(variables with { Report = errors.WriteLine }, time);
        var lines = new HostOutput(TextWriter.Synchronized(output), TextWriter.Synchronized(errors));
        try
        {
            var plane = await CloudControlPlane.OpenAsync(settings, CloudRole.Gateway, Names(settings, options), time, lines, telemetry.Metrics, cancellationToken);
            var host = new GatewayHost(plane, telemetry, options);
            await host._listener.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await telemetry.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the end, ends watches and streams and lets other requests finish.</summary>
    public async Task RunUntilAsync(CancellationToken stopping)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _plane.Api.Drain();
        using var limit = new CancellationTokenSource(DrainLimit, TimeProvider.System);
        await _listener.StopAsync(limit.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _plane.Api.Drain();
        await _listener.DisposeAsync();
        await _plane.DisposeAsync();
        await _telemetry.DisposeAsync();
    }

    // Storage that is away comes back by itself. Null when told to end while waiting.
    private static async Task<GatewayHost?> OpenAsync(
        FunctionsSettings settings, GatewayOptions options, TimeProvider time, TextWriter output, TextWriter errors, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                return await StartNewAsync(settings, options, time, output, errors, stopping);
            }
            catch (Exception exception) when (Failures.RetryAfter(exception) is { } pause)
            {
                await errors.WriteLineAsync($"cannot open the cluster yet: {Failures.Describe(exception)}");
                await Task.Delay(pause < OpenAgain ? OpenAgain : pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return null;
            }
        }

        return null;
    }

    private static CertificateNames Names(FunctionsSettings settings, GatewayOptions options)
    {
        var names = new List<string>(options.CertificateNames);
        var addresses = new List<IPAddress>(options.Bind.Where(address => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)));
        addresses.AddRange(options.CertificateAddresses);
        addresses.Add(settings.AdvertiseAddress);
        var service = settings.ServiceCidr.BaseAddress.GetAddressBytes();
        service[^1]++;
        addresses.Add(new IPAddress(service));
        if (settings.GatewayUrl is { } url)
        {
            if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
                addresses.Add(address);
            else
                names.Add(url.Host);
        }

        return new CertificateNames([.. addresses.Distinct()], names);
    }
}
