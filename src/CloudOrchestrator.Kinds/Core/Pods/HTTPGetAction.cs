namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.HTTPGetAction")]
public sealed record HTTPGetAction
{
    [Field("path", 1, Presence = Presence.OmitEmpty, Default = "\"/\"")]
    public string? Path { get; init; }

    [Field("port", 2, Presence = Presence.Always, Required = true)]
    public IntOrString Port { get; init; }

    [Field("host", 3, Presence = Presence.OmitEmpty)]
    public string? Host { get; init; }

    [Field("scheme", 4, Presence = Presence.OmitEmpty, Default = "\"HTTP\"")]
    public string? Scheme { get; init; }

    [Field("httpHeaders", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<HTTPHeader>? HttpHeaders { get; init; }
}
