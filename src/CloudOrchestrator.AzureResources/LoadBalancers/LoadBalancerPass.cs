using Azure;
using CloudOrchestrator.AzureResources.Arm;

namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>
/// One look at all services with load balancers: addresses first, then the load balancers that carry them and the rules that open the way, then what is no longer
/// needed. Every step compares and writes only differences; ETags keep two processes from undoing each other's work.
/// </summary>
internal sealed class LoadBalancerPass(NetworkClient network, NetworkDiscovery discovery, AzureResourcesOptions options, ServiceWriter writer)
{
    private const string PublicName = "cloudorchestrator";
    private const string InternalName = "cloudorchestrator-internal";
    private const string NoPlace = "where the nodes are is not known: there is no node pool, and the settings name no SubnetId";

    // Networks take seconds to change.
    private static readonly TimeSpan WhileChanging = TimeSpan.FromSeconds(5);

    private readonly Requeue _requeue = new();
    private readonly string _resourceGroupId = $"/subscriptions/{options.SubscriptionId}/resourceGroups/{options.ResourceGroup}";
    private readonly List<ServiceFrontend> _frontends = [];
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);

    // Services that cannot be looked at now: what they have in Azure stays as it is.
    private readonly HashSet<string> _frozen = new(StringComparer.Ordinal);

    private PublicAddresses PublicAddresses => new(network, _resourceGroupId);

    /// <summary>Returns when to look again.</summary>
    public async Task<TimeSpan?> RunAsync(IReadOnlyList<Service> services, IReadOnlyList<Node> nodes, IReadOnlyList<NodePool> pools, CancellationToken cancellationToken)
    {
        NetworkPlace? place = null;
        if (!await TryAsync(services, async () => place = await discovery.FindAsync(pools, cancellationToken), cancellationToken))
            return _requeue.After;
        if (place is null)
        {
            foreach (var service in services)
                await writer.TellFailureAsync(service, NoPlace, cancellationToken);
            return null;
        }

        var wanted = await ClaimAsync(services, cancellationToken);
        var leaving = services.Where(service => !LoadBalancerController.IsWanted(service)).ToArray();
        foreach (var service in leaving)
            await writer.TellDeletingAsync(service, cancellationToken);
        foreach (var service in wanted)
            await TryAsync([service], () => AddressAsync(service, place, cancellationToken), cancellationToken);
        var isSettled = await BalanceAsync(PublicName, false, services, nodes, place, cancellationToken);
        isSettled &= await BalanceAsync(InternalName, true, services, nodes, place, cancellationToken);
        isSettled &= await OpenAsync(services, place, cancellationToken);
        if (!isSettled)
            return _requeue.After;
        foreach (var frontend in _frontends.Where(frontend => _addresses.ContainsKey(frontend.Name)))
            await TryAsync([frontend.Service], () => FinishAsync(frontend, cancellationToken), cancellationToken);
        foreach (var service in leaving)
            await TryAsync([service], () => ReleaseAsync(service, cancellationToken), cancellationToken);
        return _requeue.After;
    }

    private async Task<IReadOnlyList<Service>> ClaimAsync(IReadOnlyList<Service> services, CancellationToken cancellationToken)
    {
        List<Service> wanted = [];
        foreach (var service in services.Where(LoadBalancerController.IsWanted))
        {
            if (ServiceAnnotations.FaultOf(service) is { } fault)
                await RefuseAsync(service, fault, cancellationToken);
            else if (await writer.ClaimAsync(service, cancellationToken) is { } claimed)
                wanted.Add(claimed);
            else
                Freeze(service);
        }

        return wanted;
    }

    private async Task AddressAsync(Service service, NetworkPlace place, CancellationToken cancellationToken)
    {
        if (ServiceAnnotations.IsInternal(service))
        {
            var subnet = ServiceAnnotations.Of(service, ServiceAnnotations.InternalSubnet) is { } name ? place.Subnet(name) : place.SubnetId;
            _frontends.Add(new(service, null, subnet));
            return;
        }

        var (id, address, fault) = await PublicAddresses.EnsureAsync(service, place, cancellationToken);
        if (fault is null && _frontends.FirstOrDefault(other => string.Equals(other.PublicAddressId, id, StringComparison.OrdinalIgnoreCase)) is { } other)
            fault = $"public IP address {id.Split('/')[^1]} is in use by Service {other.Service.Metadata.Namespace}/{other.Service.Metadata.Name}";
        if (fault is not null)
        {
            await RefuseAsync(service, fault, cancellationToken);
        }
        else if (NetworkState.IsSettled(address!) && (string?)address!["properties"]!["ipAddress"] is { } ip)
        {
            _frontends.Add(new(service, id, null));
            _addresses[ServiceNames.Of(service)] = ip;
        }
        else
        {
            Freeze(service);
            _requeue.In(WhileChanging);
        }
    }

    // True when the load balancer is as it should be.
    private async Task<bool> BalanceAsync(
        string name, bool isInternal, IReadOnlyList<Service> services, IReadOnlyList<Node> nodes, NetworkPlace place, CancellationToken cancellationToken)
    {
        var id = $"{_resourceGroupId}/providers/Microsoft.Network/loadBalancers/{name}";
        var mine = _frontends.Where(frontend => frontend.IsInternal == isInternal && !_frozen.Contains(frontend.Name)).ToArray();
        var isSettled = false;
        var told = services.Where(service => ServiceAnnotations.IsInternal(service) == isInternal).ToArray();
        await TryAsync(told, async () => isSettled = await BalanceAsync(id, mine, nodes, place, cancellationToken), cancellationToken);
        return isSettled;
    }

    private async Task<bool> BalanceAsync(string id, IReadOnlyList<ServiceFrontend> frontends, IReadOnlyList<Node> nodes, NetworkPlace place, CancellationToken cancellationToken)
    {
        var known = await network.GetAsync(id, cancellationToken);
        var desired = LoadBalancerPlan.Desired(id, known, frontends, nodes, place, _frozen);
        if (known is null && desired is null)
            return true;
        if (known is not null && NetworkState.IsBusy(known))
            return Wait();
        if (desired is null)
        {
            using var precondition = IfMatchPolicy.Scope(NetworkState.ETagOf(known));
            await network.DeleteAsync(id, cancellationToken);
            return Wait();
        }

        if (known is null || NetworkState.HasFailed(known) || !JsonCover.Covers(known, desired))
        {
            known = await network.PutAsync(id, desired, NetworkState.ETagOf(known), cancellationToken);
            if (!NetworkState.IsSettled(known))
                return Wait();
        }

        foreach (var frontend in frontends.Where(frontend => frontend.IsInternal))
            _addresses[frontend.Name] = PrivateAddress(known, frontend.Name) ?? throw new InvalidOperationException($"{id} has no address for {frontend.Name}");
        return true;
    }

    // True when clients can reach every service that has an address.
    private async Task<bool> OpenAsync(IReadOnlyList<Service> services, NetworkPlace place, CancellationToken cancellationToken)
    {
        if (place.SecurityGroupId is not { } id)
            return true;
        var isSettled = false;
        await TryAsync(services, async () => isSettled = await OpenAsync(id, cancellationToken), cancellationToken);
        return isSettled;
    }

    private async Task<bool> OpenAsync(string id, CancellationToken cancellationToken)
    {
        var known = await network.GetAsync(id, cancellationToken)
            ?? throw new RequestFailedException(404, $"network security group {id} does not exist", "ResourceNotFound", null);
        var open = _frontends.Where(frontend => _addresses.ContainsKey(frontend.Name) && !_frozen.Contains(frontend.Name))
            .Select(frontend => (frontend.Service, _addresses[frontend.Name])).ToArray();
        var waiting = _frontends.Select(frontend => frontend.Name).Where(name => !_addresses.ContainsKey(name));
        var desired = SecurityRulesPlan.Desired(known, open, _frozen.Concat(waiting).ToHashSet(StringComparer.Ordinal));
        if (NetworkState.IsBusy(known))
            return Wait();
        if (JsonCover.Covers(known, desired))
            return true;
        known = await network.PutAsync(id, desired, NetworkState.ETagOf(known), cancellationToken);
        return NetworkState.IsSettled(known) || Wait();
    }

    private async Task FinishAsync(ServiceFrontend frontend, CancellationToken cancellationToken)
    {
        await writer.PublishAsync(frontend.Service, _addresses[frontend.Name], cancellationToken);
        // A service that has become internal, or names an address, has no use for the one made for it.
        var ownsAddress = frontend.PublicAddressId?.EndsWith("/" + ServiceNames.PublicAddress(frontend.Service), StringComparison.OrdinalIgnoreCase) == true;
        if (!ownsAddress && !await PublicAddresses.RemoveAsync(frontend.Service, cancellationToken))
            _requeue.In(WhileChanging);
    }

    private async Task ReleaseAsync(Service service, CancellationToken cancellationToken)
    {
        if (await PublicAddresses.RemoveAsync(service, cancellationToken))
            await writer.ReleaseAsync(service, cancellationToken);
        else
            _requeue.In(WhileChanging);
    }

    // False when Azure refused; what follows from that has been done.
    private async Task<bool> TryAsync(IReadOnlyList<Service> concerned, Func<Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step();
            return true;
        }
        catch (RequestFailedException exception)
        {
            var failure = ArmFailure.Of(exception);
            _requeue.In(failure.RetryAfter);
            foreach (var service in concerned)
            {
                Freeze(service);
                if (failure.Kind is not (ArmFailureKind.Throttled or ArmFailureKind.Busy))
                    await writer.TellFailureAsync(service, failure.Message, cancellationToken);
            }

            return false;
        }
    }

    private Task RefuseAsync(Service service, string fault, CancellationToken cancellationToken)
    {
        Freeze(service);
        return writer.TellFailureAsync(service, fault, cancellationToken);
    }

    private void Freeze(Service service) => _frozen.Add(ServiceNames.Of(service));

    private bool Wait()
    {
        _requeue.In(WhileChanging);
        return false;
    }

    private static string? PrivateAddress(JsonObject loadBalancer, string frontend) => (string?)loadBalancer["properties"]?["frontendIPConfigurations"]?.AsArray()
        .FirstOrDefault(part => (string?)part!["name"] == frontend)?["properties"]?["privateIPAddress"];
}
