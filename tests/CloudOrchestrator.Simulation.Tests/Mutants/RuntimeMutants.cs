using CloudOrchestrator.NodeAgent.Images;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.Simulation.Tests.Mutants;

/// <summary>An engine that starts every container twice: two processes with one identity.</summary>
internal sealed class ContainersTwice(IContainerRuntime inner) : IContainerRuntime
{
    private readonly Dictionary<string, string> _twins = new(StringComparer.Ordinal);

    public async Task<string> CreateContainerAsync(ContainerConfig config, CancellationToken cancellationToken)
    {
        var id = await inner.CreateContainerAsync(config, cancellationToken);
        _twins[id] = await inner.CreateContainerAsync(config with { Name = $"{config.Name}-twin" }, cancellationToken);
        return id;
    }

    public async Task StartAsync(string id, CancellationToken cancellationToken)
    {
        await inner.StartAsync(id, cancellationToken);
        if (_twins.Remove(id, out var twin))
            await inner.StartAsync(twin, cancellationToken);
    }

    public Task<RuntimeVersion> VersionAsync(CancellationToken cancellationToken) => inner.VersionAsync(cancellationToken);

    public IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken) => inner.WatchAsync(cancellationToken);

    public Task<IReadOnlyList<RuntimeContainer>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public Task<RuntimeContainer?> InspectAsync(string id, CancellationToken cancellationToken) => inner.InspectAsync(id, cancellationToken);

    public Task EnsureSandboxImageAsync(string image, CancellationToken cancellationToken) => inner.EnsureSandboxImageAsync(image, cancellationToken);

    public Task<string> CreateSandboxAsync(SandboxConfig config, CancellationToken cancellationToken) => inner.CreateSandboxAsync(config, cancellationToken);

    public Task StopAsync(string id, TimeSpan grace, CancellationToken cancellationToken) => inner.StopAsync(id, grace, cancellationToken);

    public Task RemoveAsync(string id, CancellationToken cancellationToken) => inner.RemoveAsync(id, cancellationToken);

    public Task<IContainerStreams> ExecAsync(string id, ExecConfig config, CancellationToken cancellationToken) => inner.ExecAsync(id, config, cancellationToken);

    public Task<IContainerStreams> AttachAsync(string id, AttachConfig config, CancellationToken cancellationToken) => inner.AttachAsync(id, config, cancellationToken);

    public Task<IContainerOutput> ReadLogAsync(string id, LogQuery query, CancellationToken cancellationToken) => inner.ReadLogAsync(id, query, cancellationToken);

    public Task<ContainerUsage?> UsageAsync(string id, CancellationToken cancellationToken) => inner.UsageAsync(id, cancellationToken);

    public Task<IReadOnlyList<RuntimeImage>> ListImagesAsync(CancellationToken cancellationToken) => inner.ListImagesAsync(cancellationToken);

    public Task<RuntimeImage?> InspectImageAsync(string reference, CancellationToken cancellationToken) => inner.InspectImageAsync(reference, cancellationToken);

    public Task<RuntimeImage> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress> progress, CancellationToken cancellationToken) =>
        inner.PullImageAsync(reference, credentials, progress, cancellationToken);

    public Task RemoveImageAsync(string reference, CancellationToken cancellationToken) => inner.RemoveImageAsync(reference, cancellationToken);
}
