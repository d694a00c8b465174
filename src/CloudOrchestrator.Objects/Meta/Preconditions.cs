namespace CloudOrchestrator.Objects.Meta;

/// <summary>What must be true of an object before it is changed.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions")]
public sealed record Preconditions
{
    /// <summary>UID the object must have.</summary>
    [Field("uid", 1)]
    public string? Uid { get; init; }

    /// <summary>Revision the object must have.</summary>
    [Field("resourceVersion", 2)]
    public string? ResourceVersion { get; init; }
}
