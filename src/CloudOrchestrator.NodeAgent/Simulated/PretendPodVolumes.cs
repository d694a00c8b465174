using System.Collections.Concurrent;
using CloudOrchestrator.NodeAgent.Environment;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Volumes;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>No files at all: what containers that do not exist would see.</summary>
public sealed class PretendPodVolumes : IPodVolumes
{
    private readonly ConcurrentDictionary<(string PodUid, string SandboxId), string> _addresses = new();

    /// <inheritdoc/>
    public Task<DateTimeOffset?> PrepareAsync(DownwardFacts facts, CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    /// <inheritdoc/>
    public IReadOnlyList<RuntimeMount> MountsOf(Pod pod, Container container, IReadOnlyDictionary<string, string> environment) => [];

    /// <inheritdoc/>
    public IReadOnlyList<RuntimeMount> ManagedFilesOf(Pod pod, Container container, int attempt, string podAddress) => [];

    /// <inheritdoc/>
    public void Remove(string podUid)
    {
    }

    /// <inheritdoc/>
    public void RemovePod(string podUid)
    {
        foreach (var key in _addresses.Keys.Where(key => key.PodUid == podUid))
            _addresses.TryRemove(key, out _);
    }

    /// <inheritdoc/>
    public void RememberAddress(string podUid, string sandboxId, string address) => _addresses[(podUid, sandboxId)] = address;

    /// <inheritdoc/>
    public string? RecallAddress(string podUid, string sandboxId) => _addresses.GetValueOrDefault((podUid, sandboxId));

    /// <inheritdoc/>
    public IReadOnlyList<string> KnownPods() => [];
}
