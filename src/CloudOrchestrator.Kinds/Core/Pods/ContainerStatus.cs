namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>What is known of a container.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStatus")]
public sealed record ContainerStatus
{
    /// <summary>Name of the container.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>What the container does now.</summary>
    [Field("state", 2, Presence = Presence.Always)]
    public ContainerState? State { get; init; }

    /// <summary>How the container ended before its last restart.</summary>
    [Field("lastState", 3, Presence = Presence.Always)]
    public ContainerState? LastState { get; init; }

    /// <summary>Whether the container passes its readiness probe; true without a probe once it has started.</summary>
    [Field("ready", 4, Presence = Presence.Always, Required = true)]
    public bool Ready { get; init; }

    /// <summary>How often the container was restarted, as far as its remains have not been cleaned up.</summary>
    [Field("restartCount", 5, Presence = Presence.Always, Required = true)]
    public int RestartCount { get; init; }

    /// <summary>The image it runs; may be written otherwise than in the spec.</summary>
    [Field("image", 6, Presence = Presence.Always, Required = true)]
    public string Image { get; init; } = "";

    /// <summary>Digest or identifier of the image at the container runtime.</summary>
    [Field("imageID", 7, Presence = Presence.Always, Required = true)]
    public string ImageID { get; init; } = "";

    /// <summary>Identifier at the container runtime, as type://id.</summary>
    [Field("containerID", 8, Presence = Presence.OmitEmpty)]
    public string? ContainerID { get; init; }

    /// <summary>Whether the container has passed its startup probe and its postStart hook.</summary>
    [Field("started", 9)]
    public bool? Started { get; init; }

    /// <summary>Resources that the node has set aside for the container.</summary>
    [Field("allocatedResources", 10, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? AllocatedResources { get; init; }

    /// <summary>Resources in effect for the running container.</summary>
    [Field("resources", 11)]
    public ResourceRequirements? Resources { get; init; }

    /// <summary>State of the volume mounts.</summary>
    [Field("volumeMounts", 12, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<VolumeMountStatus>? VolumeMounts { get; init; }

    /// <summary>User that the container's first process was started as.</summary>
    [Field("user", 13)]
    public ContainerUser? User { get; init; }

    /// <summary>Health of the devices given to the container.</summary>
    [Field("allocatedResourcesStatus", 14, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<ResourceStatus>? AllocatedResourcesStatus { get; init; }
}
