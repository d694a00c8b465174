namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The content of an image, mounted read-only.</summary>
[ApiType("io.k8s.api.core.v1.ImageVolumeSource")]
public sealed record ImageVolumeSource
{
    /// <summary>The image.</summary>
    [Field("reference", 1, Presence = Presence.OmitEmpty)]
    public string? Reference { get; init; }

    /// <summary>Always, IfNotPresent or Never. By default Always for images tagged latest or without a tag, else IfNotPresent.</summary>
    [Field("pullPolicy", 2, Presence = Presence.OmitEmpty)]
    public string? PullPolicy { get; init; }
}
