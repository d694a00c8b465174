using CloudOrchestrator.AzureTables;
using CloudOrchestrator.ControlPlaneHost.Cloud;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.ControlPlaneHost.Triggers;

/// <summary>
/// Function <c>Resync</c>: looks at everything once, should a doorbell have been lost. In a cluster that holds nothing but what every cluster has it only finds
/// that out.
/// </summary>
internal sealed class ResyncFunction(TimeProvider time)
{
    private const string Partition = "cluster";
    private const string TrimRow = "trimmed";
    private const string TrimTime = "At";
    private const int OwnNamespaces = 4;
    private const int OwnServices = 2;
    private static readonly TimeSpan TrimInterval = TimeSpan.FromDays(1);
    private static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    // What these hold in an empty cluster was made by the control plane, or comes and goes with other objects.
    private static readonly HashSet<string> Accompanying = new(StringComparer.Ordinal)
    {
        "configmaps", "serviceaccounts", "secrets", "endpoints", "discovery.k8s.io/endpointslices", "events", "coordination.k8s.io/leases",
    };

    /// <summary>Runs; says what it did.</summary>
    public async Task<string> RunAsync(CloudControlPlane plane, CancellationToken cancellationToken)
    {
        await plane.Folding.FoldAsync(cancellationToken);
        if (await IsEmptyAsync(plane, cancellationToken))
            return "the cluster is empty";
        await plane.EnsureClusterObjectsAsync(cancellationToken);
        await plane.Engine.ResyncAsync(cancellationToken);
        await TrimAsync(plane, cancellationToken);
        return "done";
    }

    private static async Task<bool> IsEmptyAsync(CloudControlPlane plane, CancellationToken cancellationToken)
    {
        foreach (var stream in await plane.Log.StreamsAsync(cancellationToken))
        {
            if (Accompanying.Contains(stream))
                continue;
            var objects = (await plane.Store.ReplicaAsync(stream, fresh: true, cancellationToken)).Snapshot;
            var empty = stream switch
            {
                "namespaces" => objects.Count <= OwnNamespaces && !objects.List(null).Any(IsTerminating),
                "services" => objects.Count <= OwnServices,
                _ => objects.Count == 0,
            };
            if (!empty)
                return false;
        }

        return true;
    }

    private static bool IsTerminating(Storage.StoredObject value) => ObjectJson.Deserialize<Namespace>(value.ToJsonObject()).Metadata.DeletionTimestamp is not null;

    private async Task TrimAsync(CloudControlPlane plane, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var last = await plane.Clients.Cluster.ReadAsync(Partition, TrimRow, cancellationToken);
        if (last?.GetDateTimeOffset(TrimTime) is { } at && now - at < TrimInterval && at <= now)
            return;
        foreach (var stream in await plane.Log.StreamsAsync(cancellationToken))
            await plane.Log.TrimAsync(stream, now - Retention, cancellationToken);
        await plane.Clients.Cluster.WriteAsync(new TableEntity(Partition, TrimRow) { { TrimTime, now } }, cancellationToken);
    }
}
