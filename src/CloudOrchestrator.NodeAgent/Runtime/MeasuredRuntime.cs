using CloudOrchestrator.NodeAgent.Measuring;

namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>A container engine whose operations are counted and timed.</summary>
public sealed class MeasuredRuntime(IContainerRuntime runtime, TimeProvider time) : IContainerRuntime
{
    /// <inheritdoc/>
    public IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken) => runtime.WatchAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<RuntimeVersion> VersionAsync(CancellationToken cancellationToken) =>
        MeasureAsync("version", () => runtime.VersionAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<RuntimeContainer>> ListAsync(CancellationToken cancellationToken) =>
        MeasureAsync("list_containers", () => runtime.ListAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<RuntimeContainer?> InspectAsync(string id, CancellationToken cancellationToken) =>
        MeasureAsync("container_status", () => runtime.InspectAsync(id, cancellationToken));

    /// <inheritdoc/>
    public Task EnsureSandboxImageAsync(string image, CancellationToken cancellationToken) =>
        MeasureAsync("image_status", () => runtime.EnsureSandboxImageAsync(image, cancellationToken));

    /// <inheritdoc/>
    public Task<string> CreateSandboxAsync(SandboxConfig config, CancellationToken cancellationToken) =>
        MeasureAsync("run_podsandbox", () => runtime.CreateSandboxAsync(config, cancellationToken));

    /// <inheritdoc/>
    public Task<string> CreateContainerAsync(ContainerConfig config, CancellationToken cancellationToken) =>
        MeasureAsync("create_container", () => runtime.CreateContainerAsync(config, cancellationToken));

    /// <inheritdoc/>
    public Task StartAsync(string id, CancellationToken cancellationToken) =>
        MeasureAsync("start_container", () => runtime.StartAsync(id, cancellationToken));

    /// <inheritdoc/>
    public Task StopAsync(string id, TimeSpan grace, CancellationToken cancellationToken) =>
        MeasureAsync("stop_container", () => runtime.StopAsync(id, grace, cancellationToken));

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        MeasureAsync("remove_container", () => runtime.RemoveAsync(id, cancellationToken));

    /// <inheritdoc/>
    public Task<IContainerStreams> ExecAsync(string id, ExecConfig config, CancellationToken cancellationToken) =>
        MeasureAsync("exec", () => runtime.ExecAsync(id, config, cancellationToken));

    /// <inheritdoc/>
    public Task<IContainerStreams> AttachAsync(string id, AttachConfig config, CancellationToken cancellationToken) =>
        MeasureAsync("attach", () => runtime.AttachAsync(id, config, cancellationToken));

    /// <inheritdoc/>
    public Task<IContainerOutput> ReadLogAsync(string id, LogQuery query, CancellationToken cancellationToken) =>
        MeasureAsync("container_log", () => runtime.ReadLogAsync(id, query, cancellationToken));

    /// <inheritdoc/>
    public Task<ContainerUsage?> UsageAsync(string id, CancellationToken cancellationToken) =>
        MeasureAsync("container_stats", () => runtime.UsageAsync(id, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<RuntimeImage>> ListImagesAsync(CancellationToken cancellationToken) =>
        MeasureAsync("list_images", () => runtime.ListImagesAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<RuntimeImage?> InspectImageAsync(string reference, CancellationToken cancellationToken) =>
        MeasureAsync("image_status", () => runtime.InspectImageAsync(reference, cancellationToken));

    /// <inheritdoc/>
    public Task<RuntimeImage> PullImageAsync(string reference, RegistryCredentials? credentials, IProgress<PullProgress> progress, CancellationToken cancellationToken) =>
        MeasureAsync("pull_image", () => runtime.PullImageAsync(reference, credentials, progress, cancellationToken));

    /// <inheritdoc/>
    public Task RemoveImageAsync(string reference, CancellationToken cancellationToken) =>
        MeasureAsync("remove_image", () => runtime.RemoveImageAsync(reference, cancellationToken));

    private async Task MeasureAsync(string type, Func<Task> operation) => await MeasureAsync(type, async () =>
    {
        await operation();
        return true;
    });

    private async Task<T> MeasureAsync<T>(string type, Func<Task<T>> operation)
    {
        var began = time.GetTimestamp();
        var failed = true;
        try
        {
            var result = await operation();
            failed = false;
            return result;
        }
        finally
        {
            AgentMetrics.Operated(type, time.GetElapsedTime(began), failed);
        }
    }
}
