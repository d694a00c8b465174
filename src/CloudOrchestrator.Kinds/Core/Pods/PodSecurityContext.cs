namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Privileges of all containers of a pod.</summary>
[ApiType("io.k8s.api.core.v1.PodSecurityContext")]
public sealed record PodSecurityContext
{
    /// <summary>SELinux label of the containers; the runtime picks one by default.</summary>
    [Field("seLinuxOptions", 1)]
    public SELinuxOptions? SeLinuxOptions { get; init; }

    /// <summary>Settings for Windows; not with spec.os.name linux.</summary>
    [Field("windowsOptions", 8)]
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>User id of the containers' processes; the image's by default.</summary>
    [Field("runAsUser", 2)]
    public long? RunAsUser { get; init; }

    /// <summary>Group id of the containers' processes; the runtime's default when unset.</summary>
    [Field("runAsGroup", 6)]
    public long? RunAsGroup { get; init; }

    /// <summary>Refuse to start containers whose user id is 0.</summary>
    [Field("runAsNonRoot", 3)]
    public bool? RunAsNonRoot { get; init; }

    /// <summary>Further group ids of the containers' processes.</summary>
    [Field("supplementalGroups", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<long>? SupplementalGroups { get; init; }

    /// <summary>Merge (the default) adds the groups that the image's /etc/group gives the user; Strict uses only those set here.</summary>
    [Field("supplementalGroupsPolicy", 12)]
    public string? SupplementalGroupsPolicy { get; init; }

    /// <summary>Group id that owns the volumes which support it, and that all processes belong to.</summary>
    [Field("fsGroup", 5)]
    public long? FsGroup { get; init; }

    /// <summary>Kernel parameters of the pod's namespaces.</summary>
    [Field("sysctls", 7, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<Sysctl>? Sysctls { get; init; }

    /// <summary>When to change the owner of a volume's content: Always (the default), or OnRootMismatch if its root is owned otherwise.</summary>
    [Field("fsGroupChangePolicy", 9)]
    public string? FsGroupChangePolicy { get; init; }

    /// <summary>Filter of system calls.</summary>
    [Field("seccompProfile", 10)]
    public SeccompProfile? SeccompProfile { get; init; }

    /// <summary>AppArmor confinement.</summary>
    [Field("appArmorProfile", 11)]
    public AppArmorProfile? AppArmorProfile { get; init; }

    /// <summary>How volumes get their SELinux label: MountOption if possible, or Recursive by relabelling every file.</summary>
    [Field("seLinuxChangePolicy", 13)]
    public string? SeLinuxChangePolicy { get; init; }
}
