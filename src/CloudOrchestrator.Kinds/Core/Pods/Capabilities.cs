namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Linux capabilities given to or taken from a container.</summary>
[ApiType("io.k8s.api.core.v1.Capabilities")]
public sealed record Capabilities
{
    /// <summary>Capabilities to give beyond those of the runtime's default.</summary>
    [Field("add", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Add { get; init; }

    /// <summary>Capabilities to take away; ALL stands for all.</summary>
    [Field("drop", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Drop { get; init; }
}
