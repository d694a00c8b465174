namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement")]
public sealed record LabelSelectorRequirement
{
    [Field("key", 1, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    [Field("operator", 2, Presence = Presence.Always, Required = true)]
    public string Operator { get; init; } = "";

    [Field("values", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Values { get; init; }
}
