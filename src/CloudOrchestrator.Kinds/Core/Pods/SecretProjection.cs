namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A Secret whose entries become files of a projected volume.</summary>
[ApiType("io.k8s.api.core.v1.SecretProjection")]
public sealed record SecretProjection
{
    /// <summary>Name of the Secret.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? Name { get; init; }

    /// <summary>Entries to use and where to put them; all, under their keys, when empty.</summary>
    [Field("items", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    /// <summary>Go on when the Secret or an entry does not exist.</summary>
    [Field("optional", 4)]
    public bool? Optional { get; init; }
}
