namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>
/// The container engine of a node, reduced to what an agent needs of it. A sandbox is the pause container that owns a pod's namespaces;
/// it is listed, inspected, stopped and removed like any other container. Ids are the engine's and are never reused.
/// Everything an agent must remember about a container is in its labels (<see cref="RuntimeLabels"/>), so that a new agent process finds it again.
/// Failures are <see cref="RuntimeException"/>; all methods may be called concurrently. Every method ends within a limit that fits it, save what follows something; an
/// engine that takes longer is a <see cref="RuntimeFailure.TimedOut"/>.
/// </summary>
public interface IContainerRuntime
{
    /// <summary>Name and version of the engine.</summary>
    Task<RuntimeVersion> VersionAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Changes of containers as they happen. The first element is always <see cref="RuntimeEventType.Connected"/>: what changes after it is reported,
    /// so a list made then misses nothing. The sequence throws when the engine goes away.
    /// </summary>
    IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken);

    /// <summary>
    /// All containers that carry <see cref="RuntimeLabels.PodUid"/>, in any state; incomplete (<see cref="RuntimeContainer.IsIncomplete"/>) where the engine hangs over
    /// one.
    /// </summary>
    Task<IReadOnlyList<RuntimeContainer>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One container; null when it does not exist.</summary>
    Task<RuntimeContainer?> InspectAsync(string id, CancellationToken cancellationToken);

    /// <summary>Makes sure that the pause image is there, from the adapter's own copy when the engine does not have it.</summary>
    Task EnsureSandboxImageAsync(string image, CancellationToken cancellationToken);

    /// <summary>Creates a sandbox without starting it. A container of the same name that never ran is replaced.</summary>
    Task<string> CreateSandboxAsync(SandboxConfig config, CancellationToken cancellationToken);

    /// <summary>Creates a container inside a running sandbox without starting it. A container of the same name that never ran is replaced.</summary>
    Task<string> CreateContainerAsync(ContainerConfig config, CancellationToken cancellationToken);

    /// <summary>Starts a created container. Starting a running one does nothing.</summary>
    Task StartAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Sends the stop signal, waits up to <paramref name="grace"/>, then kills. Returns when the container has ended; a container that is not running
    /// or does not exist is a success. Calls overlap: a later one with a shorter grace ends the container earlier.
    /// </summary>
    Task StopAsync(string id, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Removes a container and its writable layer, killing it when it runs. A missing one is a success.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>Starts a process inside a running container.</summary>
    Task<IContainerStreams> ExecAsync(string id, ExecConfig config, CancellationToken cancellationToken);

    /// <summary>Connects to the standard streams of a container's main process.</summary>
    Task<IContainerStreams> AttachAsync(string id, AttachConfig config, CancellationToken cancellationToken);

    /// <summary>Reads a container's log, also after its end.</summary>
    Task<IContainerOutput> ReadLogAsync(string id, LogQuery query, CancellationToken cancellationToken);

    /// <summary>What a running container uses now; null when it does not run.</summary>
    Task<ContainerUsage?> UsageAsync(string id, CancellationToken cancellationToken);

    /// <summary>All images.</summary>
    Task<IReadOnlyList<RuntimeImage>> ListImagesAsync(CancellationToken cancellationToken);

    /// <summary>One image by reference or id; null when the engine does not have it.</summary>
    Task<RuntimeImage?> InspectImageAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Fetches an image from its registry.</summary>
    Task<RuntimeImage> PullImageAsync(string reference, RegistryCredentials? credentials, IProgress<PullProgress> progress,
        CancellationToken cancellationToken);

    /// <summary>Removes an image by reference or id. A missing one is a success; one in use is an error.</summary>
    Task RemoveImageAsync(string reference, CancellationToken cancellationToken);
}
