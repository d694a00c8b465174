using CloudOrchestrator.NodeAgent.Environment;

namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>The files of pods on the node. All methods are idempotent.</summary>
public interface IPodVolumes
{
    /// <summary>
    /// Makes all volumes of a pod, or brings their contents up to date. Returns when the contents should be refreshed although nothing changed
    /// (a token ages); null for never.
    /// </summary>
    /// <exception cref="VolumeException">A volume cannot be made; the others may have been.</exception>
    Task<DateTimeOffset?> PrepareAsync(DownwardFacts facts, CancellationToken cancellationToken);

    /// <summary>What a container sees of the pod's volumes, with the directories below them that it asks for made.</summary>
    /// <exception cref="VolumeException">It asks for something that is not there.</exception>
    IReadOnlyList<Runtime.RuntimeMount> MountsOf(Pod pod, Container container, IReadOnlyDictionary<string, string> environment);

    /// <summary>What every container of a pod sees: hosts, resolver configuration and host name, written anew; and where its termination message
    /// goes.</summary>
    IReadOnlyList<Runtime.RuntimeMount> ManagedFilesOf(Pod pod, Container container, int attempt, string podAddress);

    /// <summary>Unmounts and deletes all volumes of a pod; hostPath volumes stay.</summary>
    void Remove(string podUid);

    /// <summary>Deletes everything of a pod on the node.</summary>
    void RemovePod(string podUid);

    /// <summary>Remembers the address of a sandbox.</summary>
    void RememberAddress(string podUid, string sandboxId, string address);

    /// <summary>The address remembered for a sandbox; null for none.</summary>
    string? RecallAddress(string podUid, string sandboxId);

    /// <summary>UIDs of the pods that files are kept for.</summary>
    IReadOnlyList<string> KnownPods();
}
