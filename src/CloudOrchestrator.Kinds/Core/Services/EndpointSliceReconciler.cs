namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Keeps the EndpointSlices of each Service with a selector.</summary>
public sealed class EndpointSliceReconciler : IReconciler
{
    /// <summary>Label that names the Service of a slice.</summary>
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    /// <summary>Label that names who keeps a slice.</summary>
    public const string ManagedByLabel = "endpointslice.kubernetes.io/managed-by";

    private const string ManagedBy = "endpointslice-controller.k8s.io";
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <inheritdoc/>
    public string Name => "endpointslice-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<Service>(),
        Trigger.Of<EndpointSlice>(static (slice, _) => ServiceOf(slice, ManagedBy)),
        new(typeof(Pod), ServicePods.Selecting),
        new(typeof(Node), ZoneChanged),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<Service>(key.Namespace, key.Name) is not { } service || service.Metadata.DeletionTimestamp is not null)
            return Decision.None;
        if (!ServicePods.HasManagedEndpoints(service))
            return Decision.None;
        var existing = Existing(key, snapshot, ManagedBy);
        var families = service.Spec!.IpFamilies is { Count: > 0 } listed ? listed : ["IPv4"];
        List<ObjectAction> actions = [];
        foreach (var family in families)
        {
            var shape = new SlicePacking.Shape(
                key.Namespace, key.Name + "-", Ownership.ReferenceTo(service, new("", "v1", "Service")), Labels(service), null, family);
            var packing = new SlicePacking(shape, context.Ids, name => snapshot.Get<EndpointSlice>(key.Namespace, name) is not null);
            actions.AddRange(packing.Pack([.. existing.Where(slice => slice.AddressType == family)], Groups(service, snapshot, family)));
        }

        actions.AddRange(existing
            .Where(slice => !families.Contains(slice.AddressType))
            .Select(slice => new ObjectAction.Delete(typeof(EndpointSlice), Ownership.KeyOf(slice), slice.Metadata.Uid ?? "")));
        return new(actions);
    }

    /// <summary>The Service that a slice kept by <paramref name="manager"/> belongs to.</summary>
    internal static IEnumerable<ObjectKey> ServiceOf(EndpointSlice slice, string manager) =>
        slice.Metadata.Labels?.GetValueOrDefault(ManagedByLabel) == manager && slice.Metadata.Labels.GetValueOrDefault(ServiceNameLabel) is { } name
            ? [new(slice.Metadata.Namespace ?? "", name)]
            : [];

    /// <summary>The slices of a Service kept by <paramref name="manager"/>, ordered by name.</summary>
    internal static IReadOnlyList<EndpointSlice> Existing(ObjectKey service, IObjectSnapshot snapshot, string manager) =>
    [
        .. snapshot.Matching<EndpointSlice>(service.Namespace, Objects.Selectors.LabelMatcher.From(
                new Dictionary<string, string>(StringComparer.Ordinal) { [ServiceNameLabel] = service.Name, [ManagedByLabel] = manager }))
            .Where(slice => slice.Metadata.DeletionTimestamp is null),
    ];

    private static List<SlicePacking.Group> Groups(Service service, IObjectSnapshot snapshot, string family)
    {
        var groups = new Dictionary<string, (IReadOnlyList<EndpointSlicePort> Ports, List<Endpoint> Endpoints)>(StringComparer.Ordinal);
        foreach (var pod in ServicePods.Of(service, snapshot))
        {
            if (EndpointOf(pod, service, snapshot, family) is not { } endpoint)
                continue;
            var ports = PortsOf(pod, service);
            var portKey = EndpointComparison.KeyOf(ports);
            if (!groups.TryGetValue(portKey, out var group))
                groups[portKey] = group = (ports, []);
            group.Endpoints.Add(endpoint);
        }

        // Without endpoints one empty slice tells readers that the Service is known.
        return groups.Count == 0 ? [new([], [])] : [.. groups.Values.Select(group => new SlicePacking.Group(group.Ports, group.Endpoints))];
    }

    private static Endpoint? EndpointOf(Pod pod, Service service, IObjectSnapshot snapshot, string family)
    {
        var addresses = ServicePods.Addresses(pod).Where(ip => ip.Contains(':', StringComparison.Ordinal) == (family == "IPv6")).ToArray();
        if (addresses.Length == 0)
            return null;
        var publishAll = service.Spec!.PublishNotReadyAddresses == true;
        var nodeName = string.IsNullOrEmpty(pod.Spec?.NodeName) ? null : pod.Spec.NodeName;
        var node = nodeName is null ? null : snapshot.Get<Node>("", nodeName);
        // A pod whose node is gone will be collected; until then nobody should be sent there.
        if (node is null && nodeName is not null && !publishAll)
            return null;
        var serving = PodProgress.IsReady(pod);
        var terminating = pod.Metadata.DeletionTimestamp is not null;
        return new Endpoint
        {
            Addresses = addresses,
            Conditions = new EndpointConditions { Ready = publishAll || (serving && !terminating), Serving = serving, Terminating = terminating },
            Hostname = ServicePods.HostName(pod, service),
            NodeName = nodeName,
            Zone = node?.Metadata.Labels?.GetValueOrDefault(ZoneLabel) is { Length: > 0 } zone ? zone : null,
            TargetRef = ServicePods.ReferenceTo(pod),
        };
    }

    private static IReadOnlyList<EndpointSlicePort> PortsOf(Pod pod, Service service) =>
    [
        .. (service.Spec!.Ports ?? [])
            .Select(port => (Port: port, Number: ServicePods.FindPort(pod, port)))
            .Where(found => found.Number is not null)
            .Select(found => new EndpointSlicePort
            {
                Name = found.Port.Name ?? "",
                Port = found.Number,
                Protocol = found.Port.Protocol ?? "TCP",
                AppProtocol = found.Port.AppProtocol,
            }),
    ];

    private static ImmutableDictionary<string, string> Labels(Service service)
    {
        var labels = StringMaps.Copy(service.Metadata.Labels)
            .Remove(ServicePods.HeadlessLabel)
            .SetItem(ServiceNameLabel, service.Metadata.Name ?? "")
            .SetItem(ManagedByLabel, ManagedBy);
        return ServicePods.IsHeadless(service) ? labels.SetItem(ServicePods.HeadlessLabel, "") : labels;
    }

    private static IEnumerable<ObjectKey> ZoneChanged(IKubernetesObject? before, IKubernetesObject? after, IObjectSnapshot snapshot)
    {
        var node = after ?? before!;
        if (before is not null && after is not null
            && before.Metadata.Labels?.GetValueOrDefault(ZoneLabel) == after.Metadata.Labels?.GetValueOrDefault(ZoneLabel))
            return [];
        return snapshot.PodsOnNode(node.Metadata.Name ?? "").SelectMany(pod => ServicePods.Selecting(null, pod, snapshot)).Distinct();
    }
}
