namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An Azure file share. Deprecated: served by the CSI driver file.csi.azure.com.</summary>
[ApiType("io.k8s.api.core.v1.AzureFileVolumeSource")]
public sealed record AzureFileVolumeSource
{
    /// <summary>Secret with the storage account's name and key.</summary>
    [Field("secretName", 1, Presence = Presence.Always, Required = true)]
    public string SecretName { get; init; } = "";

    /// <summary>Name of the share.</summary>
    [Field("shareName", 2, Presence = Presence.Always, Required = true)]
    public string ShareName { get; init; } = "";

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
