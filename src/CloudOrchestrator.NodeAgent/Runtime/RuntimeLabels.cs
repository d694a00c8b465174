namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>Names of the labels by which an agent recognises its containers; those Kubernetes' own engines use where there is one.</summary>
public static class RuntimeLabels
{
    /// <summary>UID of the pod.</summary>
    public const string PodUid = "io.kubernetes.pod.uid";

    /// <summary>Name of the pod.</summary>
    public const string PodName = "io.kubernetes.pod.name";

    /// <summary>Namespace of the pod.</summary>
    public const string PodNamespace = "io.kubernetes.pod.namespace";

    /// <summary>Name of the container in the pod; <see cref="SandboxName"/> for the sandbox.</summary>
    public const string ContainerName = "io.kubernetes.container.name";

    /// <summary>Id of the sandbox the container was created in.</summary>
    public const string SandboxId = "io.kubernetes.sandbox.id";

    /// <summary>How often this container had been started before.</summary>
    public const string Attempt = "io.kubernetes.container.restartCount";

    /// <summary>Hash of the parts of the container's specification that cannot change in place.</summary>
    public const string SpecHash = "io.kubernetes.container.hash";

    /// <summary>How many crashes in a row led to this container (see <c>CrashBackOff</c>).</summary>
    public const string BackOffLevel = "cloudorchestrator.io/back-off-level";

    /// <summary>File on the node that holds the termination message.</summary>
    public const string TerminationMessageFile = "io.kubernetes.container.terminationMessagePath";

    /// <summary>The sandbox's container name.</summary>
    public const string SandboxName = "POD";

    /// <summary>The labels of a pod's container.</summary>
    public static Dictionary<string, string> For(Pod pod, string containerName, int attempt) => new(StringComparer.Ordinal)
    {
        [PodUid] = pod.Metadata.Uid ?? "",
        [PodName] = pod.Metadata.Name ?? "",
        [PodNamespace] = pod.Metadata.Namespace ?? "",
        [ContainerName] = containerName,
        [Attempt] = attempt.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>The name under which the engine knows a pod's container.</summary>
    public static string EngineName(Pod pod, string containerName, int attempt) =>
        $"k8s_{containerName}_{pod.Metadata.Name}_{pod.Metadata.Namespace}_{pod.Metadata.Uid}_{attempt}";
}
