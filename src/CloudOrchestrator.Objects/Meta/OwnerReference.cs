namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference", Atomic = true)]
public sealed record OwnerReference
{
    [Field("apiVersion", 5, Presence = Presence.Always, Required = true)]
    public string ApiVersion { get; init; } = "";

    [Field("kind", 1, Presence = Presence.Always, Required = true)]
    public string Kind { get; init; } = "";

    [Field("name", 3, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("uid", 4, Presence = Presence.Always, Required = true)]
    public string Uid { get; init; } = "";

    [Field("controller", 6)]
    public bool? Controller { get; init; }

    [Field("blockOwnerDeletion", 7)]
    public bool? BlockOwnerDeletion { get; init; }
}
