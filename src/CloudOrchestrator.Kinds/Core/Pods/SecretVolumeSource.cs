namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A Secret whose entries become files.</summary>
[ApiType("io.k8s.api.core.v1.SecretVolumeSource")]
public sealed record SecretVolumeSource
{
    /// <summary>Name of the Secret.</summary>
    [Field("secretName", 1, Presence = Presence.OmitEmpty)]
    public string? SecretName { get; init; }

    /// <summary>Entries to use and where to put them; all, under their keys, when empty.</summary>
    [Field("items", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    /// <summary>Permissions of the files, between 0 and 0777; 0644 by default.</summary>
    [Field("defaultMode", 3, Default = "420")]
    public int? DefaultMode { get; init; }

    /// <summary>Go on when the Secret or an entry does not exist.</summary>
    [Field("optional", 4)]
    public bool? Optional { get; init; }
}
