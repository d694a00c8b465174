namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.LinuxContainerUser")]
public sealed record LinuxContainerUser
{
    [Field("uid", 1, Presence = Presence.Always, Required = true)]
    public long Uid { get; init; }

    [Field("gid", 2, Presence = Presence.Always, Required = true)]
    public long Gid { get; init; }

    [Field("supplementalGroups", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<long>? SupplementalGroups { get; init; }
}
