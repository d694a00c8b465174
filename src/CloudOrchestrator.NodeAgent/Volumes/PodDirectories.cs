namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>Where the files of pods are on the node, laid out as a kubelet lays them out.</summary>
/// <param name="dataDirectory">The agent's data directory.</param>
public sealed class PodDirectories(string dataDirectory)
{
    /// <summary>All pods.</summary>
    public string Pods => Path.Combine(dataDirectory, "pods");

    /// <summary>Everything of a pod.</summary>
    public string Pod(string uid) => Path.Combine(Pods, uid);

    /// <summary>All volumes of a pod.</summary>
    public string Volumes(string uid) => Path.Combine(Pod(uid), "volumes");

    /// <summary>A volume; <paramref name="type"/> as in <c>configmap</c>.</summary>
    public string Volume(string uid, string type, string name) => Path.Combine(Volumes(uid), $"kubernetes.io~{type}", name);

    /// <summary>The pod's hosts file.</summary>
    public string Hosts(string uid) => Path.Combine(Pod(uid), "etc-hosts");

    /// <summary>The pod's resolver configuration.</summary>
    public string ResolvConf(string uid) => Path.Combine(Pod(uid), "resolv.conf");

    /// <summary>The pod's host name file.</summary>
    public string Hostname(string uid) => Path.Combine(Pod(uid), "hostname");

    /// <summary>What must be known of the sandbox beyond its labels.</summary>
    public string SandboxAddress(string uid, string sandboxId) => Path.Combine(Pod(uid), $"sandbox-{sandboxId}.address");

    /// <summary>The file behind a container's terminationMessagePath.</summary>
    public string TerminationLog(string uid, string container, int attempt) => Path.Combine(Pod(uid), "containers", container, $"termination-{attempt}");
}
