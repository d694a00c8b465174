namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Condition")]
public sealed record Condition
{
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    [Field("observedGeneration", 3, Presence = Presence.OmitEmpty)]
    public long? ObservedGeneration { get; init; }

    [Field("lastTransitionTime", 4, Presence = Presence.Always, Required = true)]
    public DateTimeOffset LastTransitionTime { get; init; }

    [Field("reason", 5, Presence = Presence.Always, Required = true)]
    public string Reason { get; init; } = "";

    [Field("message", 6, Presence = Presence.Always, Required = true)]
    public string Message { get; init; } = "";
}
