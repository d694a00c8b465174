namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.DownwardAPIVolumeFile")]
public sealed record DownwardAPIVolumeFile
{
    [Field("path", 1, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";

    [Field("fieldRef", 2)]
    public ObjectFieldSelector? FieldRef { get; init; }

    [Field("resourceFieldRef", 3)]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    [Field("mode", 4)]
    public int? Mode { get; init; }
}
