namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Copies Endpoints written by hand, for Services without a selector, into EndpointSlices, so that readers need to know only slices.</summary>
public sealed class EndpointSliceMirroringReconciler : IReconciler
{
    private const string ManagedBy = "endpointslicemirroring-controller.k8s.io";
    private const string SkipMirrorLabel = "endpointslice.kubernetes.io/skip-mirror";
    private const string LeaderAnnotation = "control-plane.alpha.kubernetes.io/leader";

    private static readonly string[] NotCopied = ["kubectl.kubernetes.io/last-applied-configuration", "endpoints.kubernetes.io/last-change-trigger-time"];

    /// <inheritdoc/>
    public string Name => "endpointslicemirroring-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<Endpoints>(),
        Trigger.Itself<Service>(),
        Trigger.Of<EndpointSlice>(static (slice, _) => EndpointSliceReconciler.ServiceOf(slice, ManagedBy)),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        var existing = EndpointSliceReconciler.Existing(key, snapshot, ManagedBy);
        if (Mirrored(key, snapshot) is not { } endpoints)
            return new([.. existing.Select(slice => new ObjectAction.Delete(typeof(EndpointSlice), Ownership.KeyOf(slice), slice.Metadata.Uid ?? ""))]);
        List<ObjectAction> actions = [];
        foreach (var family in (string[])["IPv4", "IPv6"])
        {
            var groups = Groups(endpoints, family);
            var own = existing.Where(slice => slice.AddressType == family).ToList();
            if (groups.Count == 0 && own.Count == 0)
                continue;
            var packing = new SlicePacking(ShapeOf(endpoints, family), context.Ids, name => snapshot.Get<EndpointSlice>(key.Namespace, name) is not null);
            actions.AddRange(packing.Pack(own, groups));
        }

        return new(actions);
    }

    private static Endpoints? Mirrored(ObjectKey key, IObjectSnapshot snapshot)
    {
        if (snapshot.Get<Service>(key.Namespace, key.Name) is not { Spec: { Type: not "ExternalName", Selector: null or { Count: 0 } } })
            return null;
        if (snapshot.Get<Endpoints>(key.Namespace, key.Name) is not { Metadata.DeletionTimestamp: null } endpoints)
            return null;
        var isSkipped = endpoints.Metadata.Labels?.GetValueOrDefault(SkipMirrorLabel) == "true"
            || endpoints.Metadata.Annotations?.ContainsKey(LeaderAnnotation) == true;
        return isSkipped ? null : endpoints;
    }

    private static SlicePacking.Shape ShapeOf(Endpoints endpoints, string family)
    {
        var labels = StringMaps.Copy(endpoints.Metadata.Labels)
            .SetItem(EndpointSliceReconciler.ServiceNameLabel, endpoints.Metadata.Name ?? "")
            .SetItem(EndpointSliceReconciler.ManagedByLabel, ManagedBy);
        var annotations = StringMaps.Copy(endpoints.Metadata.Annotations)
            .RemoveRange(NotCopied);
        var owner = Ownership.ReferenceTo(endpoints, new("", "v1", "Endpoints"));
        return new(endpoints.Metadata.Namespace ?? "", endpoints.Metadata.Name + "-", owner, labels, annotations, family);
    }

    private static List<SlicePacking.Group> Groups(Endpoints endpoints, string family)
    {
        var groups = new Dictionary<string, (IReadOnlyList<EndpointSlicePort> Ports, Dictionary<string, Endpoint> Endpoints)>(StringComparer.Ordinal);
        foreach (var subset in endpoints.Subsets ?? [])
        {
            EndpointSlicePort[] ports =
            [
                .. (subset.Ports ?? []).Select(port => new EndpointSlicePort
                {
                    Name = port.Name ?? "",
                    Port = port.Port,
                    Protocol = port.Protocol ?? "TCP",
                    AppProtocol = port.AppProtocol,
                }),
            ];
            var portKey = EndpointComparison.KeyOf(ports);
            if (!groups.TryGetValue(portKey, out var group))
                groups[portKey] = group = (ports, new(StringComparer.Ordinal));
            foreach (var (address, ready) in (subset.Addresses ?? []).Select(a => (a, true)).Concat((subset.NotReadyAddresses ?? []).Select(a => (a, false))))
            {
                if (address.Ip.Contains(':', StringComparison.Ordinal) != (family == "IPv6"))
                    continue;
                var endpoint = EndpointOf(address, ready);
                group.Endpoints[EndpointComparison.IdentityOf(endpoint)] = endpoint;
            }
        }

        return [.. groups.Values.Where(group => group.Endpoints.Count > 0).Select(group => new SlicePacking.Group(group.Ports, [.. group.Endpoints.Values]))];
    }

    private static Endpoint EndpointOf(EndpointAddress address, bool ready) => new()
    {
        Addresses = [address.Ip],
        Conditions = new EndpointConditions { Ready = ready },
        Hostname = string.IsNullOrEmpty(address.Hostname) ? null : address.Hostname,
        NodeName = address.NodeName,
        TargetRef = address.TargetRef,
    };
}
