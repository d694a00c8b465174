namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The containers of a pod, their surroundings and where they may run.</summary>
[ApiType("io.k8s.api.core.v1.PodSpec")]
public sealed record PodSpec
{
    /// <summary>Volumes that containers of the pod can mount.</summary>
    [Field("volumes", 1, Presence = Presence.OmitEmpty, PatchStrategy = "merge,retainKeys", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name", Shared = true)]
    public IReadOnlyList<Volume>? Volumes { get; init; }

    /// <summary>Containers that run one after the other, each to its success, before the others start; those that restart Always are sidecars.</summary>
    [Field("initContainers", 20, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name", Shared = true)]
    public IReadOnlyList<Container>? InitContainers { get; init; }

    /// <summary>The containers of the pod, at least one. They cannot be added or removed later.</summary>
    [Field("containers", 2, Presence = Presence.Always, Required = true, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name", Shared = true)]
    public IReadOnlyList<Container> Containers { get; init; } = [];

    /// <summary>Containers added to the running pod to look into it; written through the ephemeralcontainers subresource.</summary>
    [Field("ephemeralContainers", 34, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<EphemeralContainer>? EphemeralContainers { get; init; }

    /// <summary>When ended containers are restarted: Always (the default), OnFailure or Never.</summary>
    [Field("restartPolicy", 3, Presence = Presence.OmitEmpty, Default = "\"Always\"")]
    public string? RestartPolicy { get; init; }

    /// <summary>Time to stop by themselves that processes get before they are killed; 30 by default, 0 kills at once.</summary>
    [Field("terminationGracePeriodSeconds", 4, Default = "30")]
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Longest time the pod may be active on the node before it is stopped and marked as failed.</summary>
    [Field("activeDeadlineSeconds", 5)]
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>
    /// ClusterFirst (the default) asks the cluster's DNS; ClusterFirstWithHostNet the same with hostNetwork; Default takes the node's settings; None only
    /// dnsConfig.
    /// </summary>
    [Field("dnsPolicy", 6, Presence = Presence.OmitEmpty, Default = "\"ClusterFirst\"")]
    public string? DnsPolicy { get; init; }

    /// <summary>Labels that the node must have.</summary>
    [Field("nodeSelector", 7, Presence = Presence.OmitEmpty, Atomic = true, Shared = true)]
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>Service account that the pod runs as; default by default.</summary>
    [Field("serviceAccountName", 8, Presence = Presence.OmitEmpty)]
    public string? ServiceAccountName { get; init; }

    /// <summary>Older name of serviceAccountName.</summary>
    [Field("serviceAccount", 9, Presence = Presence.OmitEmpty)]
    public string? ServiceAccount { get; init; }

    /// <summary>Whether a token of the service account is mounted into the containers.</summary>
    [Field("automountServiceAccountToken", 21)]
    public bool? AutomountServiceAccountToken { get; init; }

    /// <summary>Node the pod runs on. Set by the scheduler; set it yourself and the scheduler is passed by.</summary>
    [Field("nodeName", 10, Presence = Presence.OmitEmpty)]
    public string? NodeName { get; init; }

    /// <summary>Use the network of the node; false by default.</summary>
    [Field("hostNetwork", 11, Presence = Presence.OmitEmpty)]
    public bool? HostNetwork { get; init; }

    /// <summary>See the processes of the node; false by default.</summary>
    [Field("hostPID", 12, Presence = Presence.OmitEmpty)]
    public bool? HostPID { get; init; }

    /// <summary>Share the inter-process communication of the node; false by default.</summary>
    [Field("hostIPC", 13, Presence = Presence.OmitEmpty)]
    public bool? HostIPC { get; init; }

    /// <summary>Let the containers of the pod see each other's processes; false by default.</summary>
    [Field("shareProcessNamespace", 27)]
    public bool? ShareProcessNamespace { get; init; }

    /// <summary>Privileges of all containers of the pod.</summary>
    [Field("securityContext", 14, Default = "{}", Shared = true)]
    public PodSecurityContext? SecurityContext { get; init; }

    /// <summary>Secrets with credentials for pulling images.</summary>
    [Field("imagePullSecrets", 15, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name", Shared = true)]
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>Host name of the pod; its name by default.</summary>
    [Field("hostname", 16, Presence = Presence.OmitEmpty)]
    public string? Hostname { get; init; }

    /// <summary>Makes the pod's full host name hostname.subdomain.namespace.svc.domain; there is none by default.</summary>
    [Field("subdomain", 17, Presence = Presence.OmitEmpty)]
    public string? Subdomain { get; init; }

    /// <summary>Rules that draw the pod to nodes and other pods, or away from them.</summary>
    [Field("affinity", 18, Shared = true)]
    public Affinity? Affinity { get; init; }

    /// <summary>Scheduler that shall place the pod; default-scheduler by default.</summary>
    [Field("schedulerName", 19, Presence = Presence.OmitEmpty, Default = "\"default-scheduler\"")]
    public string? SchedulerName { get; init; }

    /// <summary>Taints of nodes that the pod puts up with.</summary>
    [Field("tolerations", 22, Presence = Presence.OmitEmpty, Shared = true)]
    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    /// <summary>Entries for the pod's /etc/hosts.</summary>
    [Field("hostAliases", 23, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "ip", ListType = ListType.Map, ListMapKeys = "ip")]
    public IReadOnlyList<HostAlias>? HostAliases { get; init; }

    /// <summary>PriorityClass that gives the pod its priority.</summary>
    [Field("priorityClassName", 24, Presence = Presence.OmitEmpty)]
    public string? PriorityClassName { get; init; }

    /// <summary>Importance of the pod, a greater number for more; set from the priority class.</summary>
    [Field("priority", 25)]
    public int? Priority { get; init; }

    /// <summary>DNS settings added to those that dnsPolicy makes.</summary>
    [Field("dnsConfig", 26)]
    public PodDNSConfig? DnsConfig { get; init; }

    /// <summary>Conditions that must be true, besides ready containers, for the pod to be ready.</summary>
    [Field("readinessGates", 28, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<PodReadinessGate>? ReadinessGates { get; init; }

    /// <summary>RuntimeClass that the pod runs with.</summary>
    [Field("runtimeClassName", 29)]
    public string? RuntimeClassName { get; init; }

    /// <summary>Whether containers get environment variables with the addresses of the namespace's Services; true by default.</summary>
    [Field("enableServiceLinks", 30)]
    public bool? EnableServiceLinks { get; init; }

    /// <summary>Never or PreemptLowerPriority (the default): whether pods of less priority may be evicted to make room.</summary>
    [Field("preemptionPolicy", 31)]
    public string? PreemptionPolicy { get; init; }

    /// <summary>Resources that the runtime itself takes; set from the runtime class.</summary>
    [Field("overhead", 32, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Overhead { get; init; }

    /// <summary>How the pods shall be spread over zones, nodes or other areas.</summary>
    [Field("topologySpreadConstraints", 33, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "topologyKey", ListType = ListType.Map, ListMapKeys = "topologyKey,whenUnsatisfiable", Shared = true)]
    public IReadOnlyList<TopologySpreadConstraint>? TopologySpreadConstraints { get; init; }

    /// <summary>Whether the host name is the full name; false by default.</summary>
    [Field("setHostnameAsFQDN", 35)]
    public bool? SetHostnameAsFQDN { get; init; }

    /// <summary>Operating system that the pod's containers need.</summary>
    [Field("os", 36)]
    public PodOS? Os { get; init; }

    /// <summary>Use the node's user namespace; true by default. False gives the pod one of its own, in which root is nobody outside.</summary>
    [Field("hostUsers", 37)]
    public bool? HostUsers { get; init; }

    /// <summary>The pod is not scheduled while there are any; they can only be removed.</summary>
    [Field("schedulingGates", 38, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<PodSchedulingGate>? SchedulingGates { get; init; }

    /// <summary>ResourceClaims that containers of the pod can use.</summary>
    [Field("resourceClaims", 39, Presence = Presence.OmitEmpty, PatchStrategy = "merge,retainKeys", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<PodResourceClaim>? ResourceClaims { get; init; }

    /// <summary>Resources for the pod as a whole: cpu and memory that its containers share.</summary>
    [Field("resources", 40)]
    public ResourceRequirements? Resources { get; init; }
}
