namespace CloudOrchestrator.Scheduling;

/// <summary>
/// What the scheduler knows of the cluster, kept up to date object by object: work is proportional to the change, not to the cluster.
/// For one thread at a time. Objects may be set in any order and again; the last one set counts.
/// </summary>
public sealed class ClusterState
{
    /// <summary>Number of nodes.</summary>
    public int NodeCount => throw new NotImplementedException();

    /// <summary>Adds or replaces a node.</summary>
    public void Set(Node node) => throw new NotImplementedException();

    /// <summary>Removes a node; its pods are remembered in case it comes back.</summary>
    public void RemoveNode(string name) => throw new NotImplementedException();

    /// <summary>Adds or replaces a pod. Pods that are not bound or have ended take no room.</summary>
    public void Set(Pod pod) => throw new NotImplementedException();

    /// <summary>Removes a pod.</summary>
    public void RemovePod(ObjectKey key) => throw new NotImplementedException();

    /// <summary>Adds or replaces a namespace, whose labels namespace selectors look at.</summary>
    public void Set(Namespace value) => throw new NotImplementedException();

    /// <summary>Removes a namespace.</summary>
    public void RemoveNamespace(string name) => throw new NotImplementedException();

    /// <summary>Adds or replaces a Service: pods it selects are spread.</summary>
    public void Set(Service service) => throw new NotImplementedException();

    /// <summary>Removes a Service.</summary>
    public void RemoveService(ObjectKey key) => throw new NotImplementedException();

    /// <summary>Adds or replaces a ReplicaSet: pods it controls are spread.</summary>
    public void Set(ReplicaSet replicaSet) => throw new NotImplementedException();

    /// <summary>Removes a ReplicaSet.</summary>
    public void RemoveReplicaSet(ObjectKey key) => throw new NotImplementedException();
}
