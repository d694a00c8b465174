namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Ids of a container's first process on Linux.</summary>
[ApiType("io.k8s.api.core.v1.LinuxContainerUser")]
public sealed record LinuxContainerUser
{
    /// <summary>User id.</summary>
    [Field("uid", 1, Presence = Presence.Always, Required = true)]
    public long Uid { get; init; }

    /// <summary>Group id.</summary>
    [Field("gid", 2, Presence = Presence.Always, Required = true)]
    public long Gid { get; init; }

    /// <summary>Further group ids.</summary>
    [Field("supplementalGroups", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<long>? SupplementalGroups { get; init; }
}
