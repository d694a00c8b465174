using System.Text;

namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>The hosts file of a pod and the names it goes by. Pure.</summary>
public static class HostsFile
{
    private const int HostnameLengthMax = 63;

    /// <summary>The pod's host name: as specified, or its own name cut to what a host name may have.</summary>
    public static string HostnameOf(Pod pod)
    {
        var name = pod.Spec?.Hostname is { Length: > 0 } specified ? specified : pod.Metadata.Name ?? "";
        return name.Length > HostnameLengthMax ? name[..HostnameLengthMax].TrimEnd('-', '.') : name;
    }

    /// <summary>The pod's full name; null when it has no subdomain.</summary>
    public static string? FullNameOf(Pod pod, string clusterDomain) => pod.Spec?.Subdomain is { Length: > 0 } subdomain
        ? $"{HostnameOf(pod)}.{subdomain}.{pod.Metadata.Namespace}.svc.{clusterDomain}"
        : null;

    /// <summary>The host name the pod's kernel is given.</summary>
    public static string KernelNameOf(Pod pod, string clusterDomain) =>
        pod.Spec?.SetHostnameAsFQDN == true && FullNameOf(pod, clusterDomain) is { } full ? full : HostnameOf(pod);

    /// <summary>The file's text.</summary>
    public static string Of(Pod pod, string podAddress, string clusterDomain)
    {
        var text = new StringBuilder("# Kubernetes-managed hosts file.\n");
        text.Append("127.0.0.1\tlocalhost\n");
        text.Append("::1\tlocalhost ip6-localhost ip6-loopback\n");
        text.Append("fe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n");
        text.Append(podAddress).Append('\t');
        if (FullNameOf(pod, clusterDomain) is { } full)
            text.Append(full).Append('\t');
        text.Append(HostnameOf(pod)).Append('\n');
        return text.Append(Aliases(pod)).ToString();
    }

    /// <summary>The text for a pod on the node's network: the node's own file and the pod's aliases.</summary>
    public static string OfNode(Pod pod, string nodeHosts) => $"# Kubernetes-managed hosts file (host network).\n{nodeHosts}{Aliases(pod)}";

    private static string Aliases(Pod pod)
    {
        if (pod.Spec?.HostAliases is not { Count: > 0 } aliases)
            return "";
        return "\n# Entries added by HostAliases.\n" + string.Concat(aliases.Select(alias => $"{alias.Ip}\t{string.Join('\t', alias.Hostnames ?? [])}\n"));
    }
}
