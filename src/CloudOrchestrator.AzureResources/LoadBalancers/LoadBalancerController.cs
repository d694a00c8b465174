using CloudOrchestrator.AzureResources.Arm;

namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>
/// Gives Services of type LoadBalancer an address in Azure. One key stands for all of them, because they share a load balancer, which is written as a whole.
/// </summary>
internal sealed class LoadBalancerController(NetworkClient network, NetworkDiscovery discovery, AzureResourcesOptions options, ObjectEvents events) : IExternalController
{
    /// <summary>Name in work items and events.</summary>
    public const string ControllerName = "service-controller";

    /// <summary>Holds a service until its address and rules are gone.</summary>
    public const string Finalizer = "service.kubernetes.io/load-balancer-cleanup";

    private static readonly ObjectKey Key = new("", "load-balancers");

    /// <inheritdoc/>
    public string Name => ControllerName;

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers { get; } =
    [
        new(typeof(Service), static (before, after, _) => Matters((Service?)before, (Service?)after) ? [Key] : []),
        new(typeof(Node), static (before, after, snapshot) =>
            Backend((Node?)before) != Backend((Node?)after) && snapshot.List<Service>().Any(service => IsWanted(service) || IsHeld(service)) ? [Key] : []),
    ];

    /// <summary>True when the service is to have a load balancer of this cloud.</summary>
    public static bool IsWanted(Service service) =>
        service is { Metadata.DeletionTimestamp: null, Spec.Type: "LoadBalancer" } && string.IsNullOrEmpty(service.Spec.LoadBalancerClass);

    /// <summary>True when the service has, or may have, something in Azure.</summary>
    public static bool IsHeld(Service service) => service.Metadata.Finalizers?.Contains(Finalizer) == true;

    /// <inheritdoc/>
    public async Task<TimeSpan?> ReconcileAsync(ObjectKey key, IObjectSnapshot snapshot, IObjectClient client, CancellationToken cancellationToken)
    {
        var services = snapshot.List<Service>().Where(service => IsWanted(service) || IsHeld(service)).ToArray();
        if (services.Length == 0)
            return null;
        var pass = new LoadBalancerPass(network, discovery, options, new ServiceWriter(client, events));
        return await pass.RunAsync(services, LoadBalancerPlan.Backends(snapshot.List<Node>()), snapshot.List<NodePool>(), cancellationToken);
    }

    private static bool Matters(Service? before, Service? after) =>
        Concerns(before, after)
        && (before is null || after is null
            || before.Metadata.DeletionTimestamp != after.Metadata.DeletionTimestamp
            || IsHeld(before) != IsHeld(after)
            || !JsonNode.DeepEquals(ObjectJson.ToJsonObject(before.Spec ?? new()), ObjectJson.ToJsonObject(after.Spec ?? new()))
            || !SameAnnotations(before.Metadata.Annotations, after.Metadata.Annotations));

    private static bool Concerns(Service? before, Service? after) => new[] { before, after }.Any(service => service is not null && (IsWanted(service) || IsHeld(service)));

    private static bool SameAnnotations(IReadOnlyDictionary<string, string>? left, IReadOnlyDictionary<string, string>? right) =>
        (left ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SequenceEqual((right ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal));

    // What a node is to a load balancer: its name and address, or nothing.
    private static string? Backend(Node? node) =>
        node is null || LoadBalancerPlan.Backends([node]) is not [var backend] ? null
            : string.Join(' ', (backend.Status?.Addresses ?? []).Where(address => address.Type == "InternalIP").Select(address => address.Address).Prepend(backend.Metadata.Name));
}
