namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.SecretVolumeSource")]
public sealed record SecretVolumeSource
{
    [Field("secretName", 1, Presence = Presence.OmitEmpty)]
    public string? SecretName { get; init; }

    [Field("items", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    [Field("defaultMode", 3, Default = "420")]
    public int? DefaultMode { get; init; }

    [Field("optional", 4)]
    public bool? Optional { get; init; }
}
