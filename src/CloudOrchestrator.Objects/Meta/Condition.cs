namespace CloudOrchestrator.Objects.Meta;

/// <summary>One aspect of an object's state.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Condition")]
public sealed record Condition
{
    /// <summary>Which aspect.</summary>
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>The metadata.generation that the condition was computed from.</summary>
    [Field("observedGeneration", 3, Presence = Presence.OmitEmpty)]
    public long? ObservedGeneration { get; init; }

    /// <summary>When the status last changed.</summary>
    [Field("lastTransitionTime", 4, Presence = Presence.Always, Required = true)]
    public DateTimeOffset LastTransitionTime { get; init; }

    /// <summary>Machine-readable word for why it last changed.</summary>
    [Field("reason", 5, Presence = Presence.Always, Required = true)]
    public string Reason { get; init; } = "";

    /// <summary>Details of the last change, for people to read.</summary>
    [Field("message", 6, Presence = Presence.Always, Required = true)]
    public string Message { get; init; } = "";
}
