using CloudOrchestrator.Kinds.Policy.Evictions;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Maintenance;

/// <summary>
/// Sends the node's pods away through the eviction API, so that disruption budgets count. Each gets the time it asks for to end, as far as there is that much.
/// Pods of DaemonSets stay: they would come back.
/// </summary>
/// <param name="pods">The node's pods.</param>
/// <param name="client">The API.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where refusals are told.</param>
public sealed class NodeDrain(Informer<Pod> pods, IObjectClient client, TimeProvider time, ILogger log)
{
    private const int GraceSecondsDefault = 30;
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, DateTimeOffset> _askedAt = new(StringComparer.Ordinal);

    /// <summary>Asks for the evictions that are due; true when nothing is left to wait for.</summary>
    public async Task<bool> StepAsync(DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        if (pods.Version == 0)
            return false;
        var left = pods.Items.Values.Where(Leaves).ToArray();
        var now = time.GetUtcNow();
        foreach (var pod in left.Where(pod => pod.Metadata.DeletionTimestamp is null && IsDue(pod, now)))
        {
            _askedAt[pod.Metadata.Uid ?? ""] = now;
            await EvictAsync(pod, deadline - now - Margin, cancellationToken);
        }
        return left.Length == 0;
    }

    /// <summary>Forgets what was asked, before another drain.</summary>
    public void Reset() => _askedAt.Clear();

    private bool IsDue(Pod pod, DateTimeOffset now) => !_askedAt.TryGetValue(pod.Metadata.Uid ?? "", out var asked) || now - asked >= AskAgain;

    private async Task EvictAsync(Pod pod, TimeSpan left, CancellationToken cancellationToken)
    {
        var (space, name) = (pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "");
        var wanted = pod.Spec?.TerminationGracePeriodSeconds ?? GraceSecondsDefault;
        // Zero would forget the pod without ending it.
        var grace = Math.Min(wanted, Math.Max(1, (long)left.TotalSeconds));
        var eviction = new Eviction
        {
            Kind = "Eviction",
            ApiVersion = "policy/v1",
            Metadata = new ObjectMeta { Namespace = space, Name = name },
            DeleteOptions = new DeleteOptions { GracePeriodSeconds = grace, Preconditions = new Preconditions { Uid = pod.Metadata.Uid } },
        };
        var outcome = await client.PostAsync<Pod, Eviction>(space, name, "eviction", eviction, cancellationToken);
        if (outcome.Error is { Code: not (404 or 409) } refusal)
            log.LogWarning("Pod {Namespace}/{Name} cannot be evicted yet: {Message}", space, name, refusal.Message);
    }

    private static bool Leaves(Pod pod) =>
        pod.Status?.Phase is not ("Succeeded" or "Failed")
        && pod.Metadata.OwnerReferences?.Any(owner => owner is { Kind: "DaemonSet", Controller: true }) != true
        && pod.Metadata.Annotations?.ContainsKey("kubernetes.io/config.mirror") != true;
}
