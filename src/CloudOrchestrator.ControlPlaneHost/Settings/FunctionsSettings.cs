using System.Net;

namespace CloudOrchestrator.ControlPlaneHost.Settings;

/// <summary>What a process of a Functions app, or its gateway, is told by environment variables; in Azure the app settings.</summary>
public sealed record FunctionsSettings
{
    /// <summary>Settings <c>Storage</c> or <c>Storage__tableServiceUri</c>.</summary>
    public StorageSetting Storage { get; init; } = new(null, null);

    /// <summary>Settings <c>ServiceBus</c> or <c>ServiceBus__fullyQualifiedNamespace</c>.</summary>
    public ServiceBusSetting ServiceBus { get; init; } = new(null, null);

    /// <summary>Setting <c>NodeStorage</c>: connection string that signs what nodes use of the tables; null for that of <see cref="Storage"/>, if it is one.</summary>
    public string? NodeStorage { get; init; }

    /// <summary>Setting <c>NodeServiceBus</c>: connection string that signs what nodes use of the queues; null for that of <see cref="ServiceBus"/>, if it is one.</summary>
    public string? NodeServiceBus { get; init; }

    /// <summary>Setting <c>TablePrefix</c>: begins the names of the cluster's tables and of its nodes' queues.</summary>
    public string TablePrefix { get; init; } = "cloudorchestrator";

    /// <summary>Setting <c>WorkQueue</c>.</summary>
    public string WorkQueue { get; init; } = "work";

    /// <summary>Setting <c>KeyVaultUri</c>: keeps the cluster's keys; null keeps them in a table.</summary>
    public Uri? KeyVaultUri { get; init; }

    /// <summary>Setting <c>AZURE_CLIENT_ID</c>: which of the machine's identities to use; null for the one there is.</summary>
    public string? ClientId { get; init; }

    /// <summary>Setting <c>ServiceCidr</c>: addresses of Services.</summary>
    public IPNetwork ServiceCidr { get; init; } = new(IPAddress.Parse("10.96.0.0"), 16);

    /// <summary>Setting <c>PodCidr</c>: addresses of pods.</summary>
    public IPNetwork PodCidr { get; init; } = new(IPAddress.Parse("10.244.0.0"), 16);

    /// <summary>Setting <c>NodeCidrMaskSize</c>: prefix length of a node's part of them.</summary>
    public int NodeCidrMaskSize { get; init; } = 24;

    /// <summary>Setting <c>PublicUrl</c>: where clients reach the API; without it the host name that Azure gives the app.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Setting <c>GatewayUrl</c>: where exec, attach, port-forward and followed logs are served; null when nowhere.</summary>
    public Uri? GatewayUrl { get; init; }

    /// <summary>Setting <c>AdvertiseAddress</c>: where pods reach an API server; loopback gives Service <c>default/kubernetes</c> no endpoints.</summary>
    public IPAddress AdvertiseAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Setting <c>AdvertisePort</c>.</summary>
    public int AdvertisePort { get; init; } = 6443;

    /// <summary>Settings <c>BootstrapAudience</c>, <c>BootstrapIssuer</c>, <c>BootstrapJwksUri</c> and <c>BootstrapPrincipals</c>; null for none.</summary>
    public BootstrapSetting? Bootstrap { get; init; }

    /// <summary>Setting <c>NodePools</c>: JSON array of node pools; null for none.</summary>
    public string? NodePools { get; init; }

    /// <summary>Setting <c>SubscriptionId</c>.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Setting <c>ResourceGroup</c>.</summary>
    public string? ResourceGroup { get; init; }

    /// <summary>Setting <c>ArmEndpoint</c>: where Azure Resource Manager is, when it is not Azure's own.</summary>
    public Uri? ArmEndpoint { get; init; }

    /// <summary>Setting <c>InstanceMemoryMB</c>: memory of an instance, which is what its time is billed for.</summary>
    public int InstanceMemoryMB { get; init; } = 512;

    /// <summary>What is wrong; the settings are of use only when nothing is.</summary>
    public IReadOnlyList<SettingFault> Faults { get; init; } = [];

    /// <summary>Reads all settings. Every fault is found, not only the first.</summary>
    /// <param name="variable">The value of an environment variable; null or empty when it is not set.</param>
    public static FunctionsSettings Read(Func<string, string?> variable) => new SettingsReader(variable).Read();
}
