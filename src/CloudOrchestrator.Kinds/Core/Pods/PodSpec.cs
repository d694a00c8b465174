namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodSpec")]
public sealed record PodSpec
{
    [Field("volumes", 1, Presence = Presence.OmitEmpty, PatchStrategy = "merge,retainKeys", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<Volume>? Volumes { get; init; }

    [Field("initContainers", 20, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<Container>? InitContainers { get; init; }

    [Field("containers", 2, Presence = Presence.Always, Required = true, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<Container> Containers { get; init; } = [];

    [Field("ephemeralContainers", 34, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<EphemeralContainer>? EphemeralContainers { get; init; }

    [Field("restartPolicy", 3, Presence = Presence.OmitEmpty, Default = "\"Always\"")]
    public string? RestartPolicy { get; init; }

    [Field("terminationGracePeriodSeconds", 4, Default = "30")]
    public long? TerminationGracePeriodSeconds { get; init; }

    [Field("activeDeadlineSeconds", 5)]
    public long? ActiveDeadlineSeconds { get; init; }

    [Field("dnsPolicy", 6, Presence = Presence.OmitEmpty, Default = "\"ClusterFirst\"")]
    public string? DnsPolicy { get; init; }

    [Field("nodeSelector", 7, Presence = Presence.OmitEmpty, Atomic = true)]
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    [Field("serviceAccountName", 8, Presence = Presence.OmitEmpty)]
    public string? ServiceAccountName { get; init; }

    [Field("serviceAccount", 9, Presence = Presence.OmitEmpty)]
    public string? ServiceAccount { get; init; }

    [Field("automountServiceAccountToken", 21)]
    public bool? AutomountServiceAccountToken { get; init; }

    [Field("nodeName", 10, Presence = Presence.OmitEmpty)]
    public string? NodeName { get; init; }

    [Field("hostNetwork", 11, Presence = Presence.OmitEmpty)]
    public bool? HostNetwork { get; init; }

    [Field("hostPID", 12, Presence = Presence.OmitEmpty)]
    public bool? HostPID { get; init; }

    [Field("hostIPC", 13, Presence = Presence.OmitEmpty)]
    public bool? HostIPC { get; init; }

    [Field("shareProcessNamespace", 27)]
    public bool? ShareProcessNamespace { get; init; }

    [Field("securityContext", 14, Default = "{}")]
    public PodSecurityContext? SecurityContext { get; init; }

    [Field("imagePullSecrets", 15, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    [Field("hostname", 16, Presence = Presence.OmitEmpty)]
    public string? Hostname { get; init; }

    [Field("subdomain", 17, Presence = Presence.OmitEmpty)]
    public string? Subdomain { get; init; }

    [Field("affinity", 18)]
    public Affinity? Affinity { get; init; }

    [Field("schedulerName", 19, Presence = Presence.OmitEmpty, Default = "\"default-scheduler\"")]
    public string? SchedulerName { get; init; }

    [Field("tolerations", 22, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    [Field("hostAliases", 23, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "ip", ListType = ListType.Map, ListMapKeys = "ip")]
    public IReadOnlyList<HostAlias>? HostAliases { get; init; }

    [Field("priorityClassName", 24, Presence = Presence.OmitEmpty)]
    public string? PriorityClassName { get; init; }

    [Field("priority", 25)]
    public int? Priority { get; init; }

    [Field("dnsConfig", 26)]
    public PodDNSConfig? DnsConfig { get; init; }

    [Field("readinessGates", 28, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<PodReadinessGate>? ReadinessGates { get; init; }

    [Field("runtimeClassName", 29)]
    public string? RuntimeClassName { get; init; }

    [Field("enableServiceLinks", 30)]
    public bool? EnableServiceLinks { get; init; }

    [Field("preemptionPolicy", 31)]
    public string? PreemptionPolicy { get; init; }

    [Field("overhead", 32, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Overhead { get; init; }

    [Field("topologySpreadConstraints", 33, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "topologyKey", ListType = ListType.Map, ListMapKeys = "topologyKey,whenUnsatisfiable")]
    public IReadOnlyList<TopologySpreadConstraint>? TopologySpreadConstraints { get; init; }

    [Field("setHostnameAsFQDN", 35)]
    public bool? SetHostnameAsFQDN { get; init; }

    [Field("os", 36)]
    public PodOS? Os { get; init; }

    [Field("hostUsers", 37)]
    public bool? HostUsers { get; init; }

    [Field("schedulingGates", 38, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<PodSchedulingGate>? SchedulingGates { get; init; }

    [Field("resourceClaims", 39, Presence = Presence.OmitEmpty, PatchStrategy = "merge,retainKeys", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<PodResourceClaim>? ResourceClaims { get; init; }

    [Field("resources", 40)]
    public ResourceRequirements? Resources { get; init; }
}
