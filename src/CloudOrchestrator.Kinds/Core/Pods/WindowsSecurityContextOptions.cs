namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Settings for containers on Windows.</summary>
[ApiType("io.k8s.api.core.v1.WindowsSecurityContextOptions")]
public sealed record WindowsSecurityContextOptions
{
    /// <summary>Name of the group managed service account's credential spec.</summary>
    [Field("gmsaCredentialSpecName", 1)]
    public string? GmsaCredentialSpecName { get; init; }

    /// <summary>The credential spec itself, filled in from its name.</summary>
    [Field("gmsaCredentialSpec", 2)]
    public string? GmsaCredentialSpec { get; init; }

    /// <summary>User of the container's process; the image's by default.</summary>
    [Field("runAsUserName", 3)]
    public string? RunAsUserName { get; init; }

    /// <summary>Run as a process of the node; all containers of the pod must agree, and hostNetwork must be true.</summary>
    [Field("hostProcess", 4)]
    public bool? HostProcess { get; init; }
}
