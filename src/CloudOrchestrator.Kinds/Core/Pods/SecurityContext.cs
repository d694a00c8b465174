namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Privileges of a container; what is set here wins over the pod's.</summary>
[ApiType("io.k8s.api.core.v1.SecurityContext")]
public sealed record SecurityContext
{
    /// <summary>Linux capabilities to give and to take away.</summary>
    [Field("capabilities", 1)]
    public Capabilities? Capabilities { get; init; }

    /// <summary>Give the container the powers of root on the node; false by default.</summary>
    [Field("privileged", 2)]
    public bool? Privileged { get; init; }

    /// <summary>SELinux label of the container.</summary>
    [Field("seLinuxOptions", 3)]
    public SELinuxOptions? SeLinuxOptions { get; init; }

    /// <summary>Settings for Windows.</summary>
    [Field("windowsOptions", 10)]
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>User id of the container's processes; the image's by default.</summary>
    [Field("runAsUser", 4)]
    public long? RunAsUser { get; init; }

    /// <summary>Group id of the container's processes; the runtime's default when unset.</summary>
    [Field("runAsGroup", 8)]
    public long? RunAsGroup { get; init; }

    /// <summary>Refuse to start the container when its user id is 0.</summary>
    [Field("runAsNonRoot", 5)]
    public bool? RunAsNonRoot { get; init; }

    /// <summary>Mount the container's root file system read-only; false by default.</summary>
    [Field("readOnlyRootFilesystem", 6)]
    public bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>Whether a process can gain more privileges than its parent. Always true for privileged containers and with CAP_SYS_ADMIN.</summary>
    [Field("allowPrivilegeEscalation", 7)]
    public bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>Default masks parts of /proc; Unmasked does not.</summary>
    [Field("procMount", 9)]
    public string? ProcMount { get; init; }

    /// <summary>Filter of system calls.</summary>
    [Field("seccompProfile", 11)]
    public SeccompProfile? SeccompProfile { get; init; }

    /// <summary>AppArmor confinement.</summary>
    [Field("appArmorProfile", 12)]
    public AppArmorProfile? AppArmorProfile { get; init; }
}
