namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.AzureFileVolumeSource")]
public sealed record AzureFileVolumeSource
{
    [Field("secretName", 1, Presence = Presence.Always, Required = true)]
    public string SecretName { get; init; } = "";

    [Field("shareName", 2, Presence = Presence.Always, Required = true)]
    public string ShareName { get; init; } = "";

    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
