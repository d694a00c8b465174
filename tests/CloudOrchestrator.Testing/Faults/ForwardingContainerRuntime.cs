using CloudOrchestrator.NodeAgent.Images;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.Testing.Faults;

/// <summary>An engine that does as another does. Derive from it to change what a test is about.</summary>
public abstract class ForwardingContainerRuntime(IContainerRuntime inner) : IContainerRuntime
{
    /// <inheritdoc/>
    public virtual Task<RuntimeVersion> VersionAsync(CancellationToken cancellationToken) => inner.VersionAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken) => inner.WatchAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<RuntimeContainer>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RuntimeContainer?> InspectAsync(string id, CancellationToken cancellationToken) => inner.InspectAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual Task EnsureSandboxImageAsync(string image, CancellationToken cancellationToken) => inner.EnsureSandboxImageAsync(image, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<string> CreateSandboxAsync(SandboxConfig config, CancellationToken cancellationToken) => inner.CreateSandboxAsync(config, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<string> CreateContainerAsync(ContainerConfig config, CancellationToken cancellationToken) =>
        inner.CreateContainerAsync(config, cancellationToken);

    /// <inheritdoc/>
    public virtual Task StartAsync(string id, CancellationToken cancellationToken) => inner.StartAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual Task StopAsync(string id, TimeSpan grace, CancellationToken cancellationToken) => inner.StopAsync(id, grace, cancellationToken);

    /// <inheritdoc/>
    public virtual Task RemoveAsync(string id, CancellationToken cancellationToken) => inner.RemoveAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IContainerStreams> ExecAsync(string id, ExecConfig config, CancellationToken cancellationToken) =>
        inner.ExecAsync(id, config, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IContainerStreams> AttachAsync(string id, AttachConfig config, CancellationToken cancellationToken) =>
        inner.AttachAsync(id, config, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IContainerOutput> ReadLogAsync(string id, LogQuery query, CancellationToken cancellationToken) =>
        inner.ReadLogAsync(id, query, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ContainerUsage?> UsageAsync(string id, CancellationToken cancellationToken) => inner.UsageAsync(id, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<RuntimeImage>> ListImagesAsync(CancellationToken cancellationToken) => inner.ListImagesAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RuntimeImage?> InspectImageAsync(string reference, CancellationToken cancellationToken) =>
        inner.InspectImageAsync(reference, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RuntimeImage> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress> progress, CancellationToken cancellationToken) =>
        inner.PullImageAsync(reference, credentials, progress, cancellationToken);

    /// <inheritdoc/>
    public virtual Task RemoveImageAsync(string reference, CancellationToken cancellationToken) => inner.RemoveImageAsync(reference, cancellationToken);
}
