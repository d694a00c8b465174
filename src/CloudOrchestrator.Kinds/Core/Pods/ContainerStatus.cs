namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ContainerStatus")]
public sealed record ContainerStatus
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("state", 2, Presence = Presence.Always)]
    public ContainerState? State { get; init; }

    [Field("lastState", 3, Presence = Presence.Always)]
    public ContainerState? LastState { get; init; }

    [Field("ready", 4, Presence = Presence.Always, Required = true)]
    public bool Ready { get; init; }

    [Field("restartCount", 5, Presence = Presence.Always, Required = true)]
    public int RestartCount { get; init; }

    [Field("image", 6, Presence = Presence.Always, Required = true)]
    public string Image { get; init; } = "";

    [Field("imageID", 7, Presence = Presence.Always, Required = true)]
    public string ImageID { get; init; } = "";

    [Field("containerID", 8, Presence = Presence.OmitEmpty)]
    public string? ContainerID { get; init; }

    [Field("started", 9)]
    public bool? Started { get; init; }

    [Field("allocatedResources", 10, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? AllocatedResources { get; init; }

    [Field("resources", 11)]
    public ResourceRequirements? Resources { get; init; }

    [Field("volumeMounts", 12, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<VolumeMountStatus>? VolumeMounts { get; init; }

    [Field("user", 13)]
    public ContainerUser? User { get; init; }

    [Field("allocatedResourcesStatus", 14, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<ResourceStatus>? AllocatedResourcesStatus { get; init; }
}
