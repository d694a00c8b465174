namespace CloudOrchestrator.Kinds.Core.ServiceAccounts;

[ApiType("io.k8s.api.core.v1.ServiceAccount")]
public sealed record ServiceAccount : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("secrets", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<ObjectReference>? Secrets { get; init; }

    [Field("imagePullSecrets", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    [Field("automountServiceAccountToken", 4)]
    public bool? AutomountServiceAccountToken { get; init; }
}
