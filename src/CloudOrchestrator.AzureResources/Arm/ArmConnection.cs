using Azure.Core;
using Azure.ResourceManager;

namespace CloudOrchestrator.AzureResources.Arm;

/// <summary>Makes the client of Azure Resource Manager.</summary>
internal static class ArmConnection
{
    /// <summary>Version of Microsoft.Network that requests are written for.</summary>
    public const string NetworkVersion = "2024-07-01";

    private const string Audience = "https://management.azure.com";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private static readonly string[] NetworkTypes =
        ["loadBalancers", "publicIPAddresses", "networkSecurityGroups", "virtualNetworks/subnets"];

    /// <summary>
    /// A client that never retries by itself: the work queue does, after the time the service asks for, and nothing waits meanwhile.
    /// </summary>
    public static ArmClient Create(AzureResourcesOptions options, TokenCredential credential)
    {
        var endpoint = options.ArmEndpoint;
        var isPlain = endpoint.Scheme == Uri.UriSchemeHttp;
        if (isPlain && !endpoint.IsLoopback)
            throw new ArgumentException($"ArmEndpoint {endpoint} must be https: plain http would send tokens in the clear", nameof(options));
        var settings = new ArmClientOptions
        {
            // A pipeline that sends tokens wants https; the last policy goes back to plain http on this machine.
            Environment = new ArmEnvironment(isPlain ? new UriBuilder(endpoint) { Scheme = Uri.UriSchemeHttps }.Uri : endpoint, Audience),
        };
        settings.Retry.MaxRetries = 0;
        settings.Retry.NetworkTimeout = Timeout;
        foreach (var type in NetworkTypes)
            settings.SetApiVersion("Microsoft.Network/" + type, NetworkVersion);
        settings.AddPolicy(new IfMatchPolicy(), HttpPipelinePosition.PerCall);
        if (isPlain)
            settings.AddPolicy(new PlainLoopbackPolicy(), HttpPipelinePosition.BeforeTransport);
        return new ArmClient(credential, options.SubscriptionId, settings);
    }
}
