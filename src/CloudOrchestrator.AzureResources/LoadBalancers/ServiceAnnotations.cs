namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>Annotations of Services that the Azure cloud provider of Kubernetes has given meaning to, and what the service asks for by them.</summary>
internal static class ServiceAnnotations
{
    public const string Internal = Prefix + "azure-load-balancer-internal";
    public const string InternalSubnet = Prefix + "azure-load-balancer-internal-subnet";
    public const string InternalAddress = Prefix + "azure-load-balancer-ipv4";
    public const string PublicAddressName = Prefix + "azure-pip-name";
    public const string DnsLabel = Prefix + "azure-dns-label-name";
    public const string IdleTimeout = Prefix + "azure-load-balancer-tcp-idle-timeout";
    public const string SourceRanges = Prefix + "load-balancer-source-ranges";

    /// <summary>Node label that keeps a node out of load balancers.</summary>
    public const string ExcludeNode = "node.kubernetes.io/exclude-from-external-load-balancers";

    public const int IdleTimeoutMin = 4;
    public const int IdleTimeoutMax = 100;

    private const string Prefix = "service.beta.kubernetes.io/";

    /// <summary>The annotation's value; null when it is absent or empty.</summary>
    public static string? Of(Service service, string annotation) => service.Metadata.Annotations?.GetValueOrDefault(annotation) is { Length: > 0 } value ? value : null;

    public static bool IsInternal(Service service) => Of(service, Internal) == "true";

    /// <summary>The address asked for; null for any.</summary>
    public static string? AddressOf(Service service) =>
        Of(service, InternalAddress) ?? (string.IsNullOrEmpty(service.Spec?.LoadBalancerIP) ? null : service.Spec.LoadBalancerIP);

    /// <summary>Who may connect; empty for everybody.</summary>
    public static IReadOnlyList<string> SourceRangesOf(Service service) => service.Spec?.LoadBalancerSourceRanges is { Count: > 0 } ranges
        ? [.. ranges.Select(range => range.Trim())]
        : Of(service, SourceRanges)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Why the service cannot have a load balancer; null when it can.</summary>
    public static string? FaultOf(Service service)
    {
        if (service.Spec?.Ports?.FirstOrDefault(port => port.Protocol is not (null or "TCP" or "UDP")) is { } port)
            return $"only TCP and UDP are supported by Azure load balancers, port {port.Port} is {port.Protocol}";
        if (service.Spec?.IpFamilies is { Count: > 0 } families && !families.Contains("IPv4"))
            return "only IPv4 load balancers are supported";
        if (Of(service, IdleTimeout) is { } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && IsIdleTimeout(minutes)))
            return $"annotation {IdleTimeout} must be a number of minutes between {IdleTimeoutMin} and {IdleTimeoutMax}, it is \"{text}\"";
        return null;
    }

    /// <summary>Minutes without traffic after which a connection ends; the service must have no fault.</summary>
    public static int IdleTimeoutOf(Service service) =>
        Of(service, IdleTimeout) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : IdleTimeoutMin;

    private static bool IsIdleTimeout(int minutes) => minutes is >= IdleTimeoutMin and <= IdleTimeoutMax;
}
