namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.Preconditions")]
public sealed record Preconditions
{
    [Field("uid", 1)]
    public string? Uid { get; init; }

    [Field("resourceVersion", 2)]
    public string? ResourceVersion { get; init; }
}
