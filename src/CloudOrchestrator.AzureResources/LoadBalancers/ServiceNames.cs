using System.Text.RegularExpressions;

namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>Names of what belongs to a service in Azure: <c>a</c> and its uid, as in Kubernetes, so that no two services and no two clusters meet.</summary>
internal static partial class ServiceNames
{
    /// <summary>The service's frontend; what else it has begins with this.</summary>
    public static string Of(Service service) => "a" + (service.Metadata.Uid ?? "").Replace("-", "", StringComparison.Ordinal);

    /// <summary>The public address made for the service.</summary>
    public static string PublicAddress(Service service) => "cloudorchestrator-" + Of(service);

    /// <summary>The rule and the probe of a port.</summary>
    public static string Port(Service service, ServicePort port) => string.Create(CultureInfo.InvariantCulture, $"{Of(service)}-{port.Protocol ?? "TCP"}-{port.Port}");

    /// <summary>The frontend's name that a part's name begins with; null for parts that no service owns.</summary>
    public static string? OwnerOf(string part) => Owner().Match(part) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("^(a[0-9a-f]{32})(-|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Owner();
}
