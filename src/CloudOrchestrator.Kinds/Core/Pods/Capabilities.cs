namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.Capabilities")]
public sealed record Capabilities
{
    [Field("add", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Add { get; init; }

    [Field("drop", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Drop { get; init; }
}
