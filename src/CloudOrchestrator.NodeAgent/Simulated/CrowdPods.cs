using CloudOrchestrator.NodeAgent.Pods;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>
/// The pods of a crowd's nodes. Keeps no pod objects, because there may be very many: of each its uid and address, and the newest object only while there is
/// something to do. For the one thread that follows, but for the steps it asks for.
/// </summary>
internal sealed class CrowdPods(IReadOnlyDictionary<string, CrowdNode> nodes, IObjectClient client, TimeProvider time, Action<Func<Task>> begin)
{
    private readonly Dictionary<ObjectKey, Entry> _entries = [];
    private readonly Lock _gate = new();

    /// <summary>Takes a change.</summary>
    public void Take(ObjectChange<Pod> change)
    {
        var pod = change.Value;
        var key = new ObjectKey(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "");
        if (!nodes.TryGetValue(pod.Spec?.NodeName ?? "", out var node))
            return;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var entry) && (change.Type == "DELETED" || entry.Uid != pod.Metadata.Uid))
            {
                Forget(key, entry);
                entry = null;
            }

            if (change.Type == "DELETED")
                return;
            if (entry is null)
                _entries[key] = entry = new Entry(node, pod.Metadata.Uid ?? "", pod.Status?.PodIP);
            entry.Waiting = IsSettled(pod) ? null : pod;
            Begin(entry);
        }
    }

    /// <summary>The node is back: what happened to its pods meanwhile is looked at now.</summary>
    public void TakeAgain(CrowdNode node)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Values.Where(entry => entry.Node == node))
                Begin(entry);
        }
    }

    // The gate must be held.
    private void Begin(Entry entry)
    {
        if (entry.IsBusy || entry.Waiting is null || !entry.Node.IsHeard)
            return;
        entry.IsBusy = true;
        begin(() => StepAsync(entry));
    }

    private async Task StepAsync(Entry entry)
    {
        Pod? pod;
        lock (_gate)
            (pod, entry.Waiting) = (entry.Waiting, null);
        try
        {
            if (pod is not null)
                await StepAsync(entry, pod);
        }
        catch
        {
            lock (_gate)
                entry.Waiting ??= pod;
            throw;
        }

        lock (_gate)
        {
            entry.IsBusy = false;
            Begin(entry);
        }
    }

    private async Task StepAsync(Entry entry, Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            var options = new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new Preconditions { Uid = pod.Metadata.Uid } };
            var deleted = await client.DeleteAsync<Pod>(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "", options, CancellationToken.None);
            if (deleted.Error is { Code: not (404 or 409) } refusal)
                throw new ApiStatusException(refusal);
            return;
        }

        entry.Address ??= entry.Node.TakeAddress();
        var status = PodSync.Plan(pod, CrowdPodView.Running(pod, entry.Node.Address, entry.Address, time.GetUtcNow()), time.GetUtcNow()).Status;
        var written = await client.UpdateAsync(pod with { Kind = "Pod", ApiVersion = "v1", Status = status }, "status", CancellationToken.None);

        // Who came first is seen next, and decided anew.
        if (written.Error is { Code: not (404 or 409) } error)
            throw new ApiStatusException(error);
    }

    private static bool IsSettled(Pod pod) =>
        pod.Metadata.DeletionTimestamp is null && (PodProgress.IsFinished(pod) || (pod.Status?.Phase == "Running" && !HasUnready(pod.Status)));

    private static bool HasUnready(PodStatus status) =>
        (status.Conditions ?? []).Any(condition => condition is { Type: "ContainersReady" or "Ready", Status: not "True" });

    private void Forget(ObjectKey key, Entry entry)
    {
        _entries.Remove(key);
        entry.Waiting = null;
        if (entry.Address is { } address)
            entry.Node.ReturnAddress(address);
    }

    private sealed class Entry
    {
        public Entry(CrowdNode node, string uid, string? address)
        {
            (Node, Uid) = (node, uid);
            if (string.IsNullOrEmpty(address))
                return;
            Address = address;
            node.TakeAddress(address);
        }

        public CrowdNode Node { get; }

        public string Uid { get; }

        public string? Address { get; set; }

        /// <summary>The newest object, while it asks for something.</summary>
        public Pod? Waiting { get; set; }

        public bool IsBusy { get; set; }
    }
}
