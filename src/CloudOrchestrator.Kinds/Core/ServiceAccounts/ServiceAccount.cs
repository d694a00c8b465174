namespace CloudOrchestrator.Kinds.Core.ServiceAccounts;

/// <summary>An identity for the processes in pods.</summary>
[ApiType("io.k8s.api.core.v1.ServiceAccount")]
public sealed record ServiceAccount : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Secrets that pods of this account may use. Deprecated.</summary>
    [Field("secrets", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<ObjectReference>? Secrets { get; init; }

    /// <summary>Secrets with credentials for pulling images, given to pods of this account that name none.</summary>
    [Field("imagePullSecrets", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>Whether a token is mounted into pods of this account; pods can decide otherwise.</summary>
    [Field("automountServiceAccountToken", 4)]
    public bool? AutomountServiceAccountToken { get; init; }
}
