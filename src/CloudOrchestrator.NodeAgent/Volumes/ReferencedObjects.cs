using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Secrets;

namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>
/// The ConfigMaps and Secrets that pods of this node refer to, and no others: one watch per object, from the first pod that refers to it to the last.
/// </summary>
public sealed class ReferencedObjects : IAsyncDisposable
{
    private readonly ReferencedKind<ConfigMap> _configMaps;
    private readonly ReferencedKind<Secret> _secrets;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Namespace, VolumeReferences References)> _pods = new(StringComparer.Ordinal);

    /// <summary>Watches through <paramref name="client"/>.</summary>
    public ReferencedObjects(IObjectClient client, TimeProvider time)
    {
        _configMaps = new ReferencedKind<ConfigMap>(client, time, uid => Changed?.Invoke(uid));
        _secrets = new ReferencedKind<Secret>(client, time, uid => Changed?.Invoke(uid));
    }

    /// <summary>An object that the pod with this UID refers to has changed. Handlers must return at once.</summary>
    public event Action<string>? Changed;

    /// <summary>Says what a pod refers to, instead of what was said before.</summary>
    public void Refer(Pod pod)
    {
        var references = VolumeReferences.Of(pod.Spec ?? new PodSpec());
        lock (_lock)
        {
            _pods[pod.Metadata.Uid ?? ""] = (pod.Metadata.Namespace ?? "", references);
            _configMaps.Refer(pod.Metadata.Uid ?? "", pod.Metadata.Namespace ?? "", references.ConfigMaps);
            _secrets.Refer(pod.Metadata.Uid ?? "", pod.Metadata.Namespace ?? "", references.Secrets);
        }
    }

    /// <summary>Forgets a pod.</summary>
    public void Forget(string podUid)
    {
        lock (_lock)
        {
            if (!_pods.Remove(podUid, out var known))
                return;
            _configMaps.Refer(podUid, known.Namespace, new HashSet<string>());
            _secrets.Refer(podUid, known.Namespace, new HashSet<string>());
        }
    }

    /// <summary>The ConfigMap, waiting until it is known; null when it does not exist. The pod must have said that it refers to it.</summary>
    public Task<ConfigMap?> ConfigMapAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        _configMaps.GetAsync(@namespace, name, cancellationToken);

    /// <summary>The Secret, likewise.</summary>
    public Task<Secret?> SecretAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        _secrets.GetAsync(@namespace, name, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _configMaps.DisposeAsync();
        await _secrets.DisposeAsync();
    }
}
