namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.KeyToPath")]
public sealed record KeyToPath
{
    [Field("key", 1, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    [Field("path", 2, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";

    [Field("mode", 3)]
    public int? Mode { get; init; }
}
