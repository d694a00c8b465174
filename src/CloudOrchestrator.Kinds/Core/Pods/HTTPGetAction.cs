namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Sends an HTTP GET request; a code from 200 to 399 means success.</summary>
[ApiType("io.k8s.api.core.v1.HTTPGetAction")]
public sealed record HTTPGetAction
{
    /// <summary>Path to ask for.</summary>
    [Field("path", 1, Presence = Presence.OmitEmpty, Default = "\"/\"")]
    public string? Path { get; init; }

    /// <summary>Port by number, 1 to 65535, or by name.</summary>
    [Field("port", 2, Presence = Presence.Always, Required = true)]
    public IntOrString Port { get; init; }

    /// <summary>Host to connect to; the pod's address by default. For a Host header use httpHeaders.</summary>
    [Field("host", 3, Presence = Presence.OmitEmpty)]
    public string? Host { get; init; }

    /// <summary>HTTP (the default) or HTTPS.</summary>
    [Field("scheme", 4, Presence = Presence.OmitEmpty, Default = "\"HTTP\"")]
    public string? Scheme { get; init; }

    /// <summary>Headers to send.</summary>
    [Field("httpHeaders", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<HTTPHeader>? HttpHeaders { get; init; }
}
