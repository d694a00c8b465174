namespace CloudOrchestrator.Objects.Meta;

/// <summary>An object that owns this one, in the same namespace or outside of namespaces.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference", Atomic = true)]
public sealed record OwnerReference
{
    /// <summary>Group and version of the owner.</summary>
    [Field("apiVersion", 5, Presence = Presence.Always, Required = true)]
    public string ApiVersion { get; init; } = "";

    /// <summary>Kind of the owner.</summary>
    [Field("kind", 1, Presence = Presence.Always, Required = true)]
    public string Kind { get; init; } = "";

    /// <summary>Name of the owner.</summary>
    [Field("name", 3, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>UID of the owner.</summary>
    [Field("uid", 4, Presence = Presence.Always, Required = true)]
    public string Uid { get; init; } = "";

    /// <summary>Whether the owner is the controller that manages this object; at most one is.</summary>
    [Field("controller", 6)]
    public bool? Controller { get; init; }

    /// <summary>Whether a foreground deletion of the owner waits for this object.</summary>
    [Field("blockOwnerDeletion", 7)]
    public bool? BlockOwnerDeletion { get; init; }
}
