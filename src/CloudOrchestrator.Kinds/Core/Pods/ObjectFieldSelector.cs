namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A field of the pod.</summary>
[ApiType("io.k8s.api.core.v1.ObjectFieldSelector", Atomic = true)]
public sealed record ObjectFieldSelector
{
    /// <summary>Version that the path is written for; v1 by default.</summary>
    [Field("apiVersion", 1, Presence = Presence.OmitEmpty, Default = "\"v1\"")]
    public string? ApiVersion { get; init; }

    /// <summary>Path of the field.</summary>
    [Field("fieldPath", 2, Presence = Presence.Always, Required = true)]
    public string FieldPath { get; init; } = "";
}
