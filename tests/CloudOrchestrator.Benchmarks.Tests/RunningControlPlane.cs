using System.Net;
using CloudOrchestrator.ControlPlaneHost;

namespace CloudOrchestrator.Benchmarks.Tests;

/// <summary>A standalone control plane in this process, for all tests of a class.</summary>
public sealed class RunningControlPlane : IAsyncLifetime
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _home = Directory.CreateTempSubdirectory("bench-tests-").FullName;
    private StandaloneHost? _host;
    private Task _running = Task.CompletedTask;

    public string Kubeconfig => _host!.Kubeconfig;

    public async Task InitializeAsync()
    {
        var options = new StandaloneOptions { DataDirectory = _home, Bind = [IPAddress.Loopback], Port = 0 };
        _host = await StandaloneHost.StartNewAsync(options, TimeProvider.System, TextWriter.Null, CancellationToken.None);
        _running = _host.RunUntilAsync(_stopping.Token);
    }

    public async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        await _host!.DisposeAsync();
        Directory.Delete(_home, recursive: true);
        _stopping.Dispose();
    }
}
