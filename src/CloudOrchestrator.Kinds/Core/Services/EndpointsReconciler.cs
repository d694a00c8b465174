namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Keeps the Endpoints object of each Service with a selector.</summary>
public sealed class EndpointsReconciler : IReconciler
{
    private const int AddressesMax = 1000;
    private const string OverCapacity = "endpoints.kubernetes.io/over-capacity";

    /// <inheritdoc/>
    public string Name => "endpoint-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<Service>(),
        Trigger.Itself<Endpoints>(),
        new(typeof(Pod), ServicePods.Selecting),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        var current = snapshot.Get<Endpoints>(key.Namespace, key.Name);
        if (snapshot.Get<Service>(key.Namespace, key.Name) is not { } service)
            return current is null || !IsOurs(current) ? Decision.None : new([Delete(current)]);
        if (!ServicePods.HasManagedEndpoints(service) || service.Metadata.DeletionTimestamp is not null)
            return Decision.None;
        var subsets = EndpointSubsets.Pack(Addresses(service, snapshot));
        var truncated = EndpointSubsets.Truncate(subsets, AddressesMax, out var fits);
        var labels = Labels(service);
        var annotations = Annotations(current, fits);
        if (current is null)
        {
            var metadata = new ObjectMeta { Namespace = key.Namespace, Name = key.Name, Labels = labels, Annotations = annotations };
            return new([new ObjectAction.Create(new Endpoints { ApiVersion = "v1", Kind = "Endpoints", Metadata = metadata, Subsets = truncated })]);
        }

        if (EndpointSubsets.Same(current.Subsets, truncated)
            && StringMaps.Same(current.Metadata.Labels, labels)
            && StringMaps.Same(current.Metadata.Annotations, annotations))
            return Decision.None;
        var updated = current.Metadata with { Labels = labels, Annotations = annotations };
        return new([new ObjectAction.Update(current with { Metadata = updated, Subsets = truncated })]);
    }

    private static IEnumerable<EndpointSubsets.Entry> Addresses(Service service, IObjectSnapshot snapshot)
    {
        var publishAll = service.Spec!.PublishNotReadyAddresses == true;
        foreach (var pod in ServicePods.Of(service, snapshot))
        {
            if (pod.Metadata.DeletionTimestamp is not null && !publishAll)
                continue;
            if (FirstOfFamily(pod, service) is not { } ip)
                continue;
            var address = new EndpointAddress
            {
                Ip = ip,
                NodeName = string.IsNullOrEmpty(pod.Spec?.NodeName) ? null : pod.Spec.NodeName,
                Hostname = ServicePods.HostName(pod, service),
                TargetRef = ServicePods.ReferenceTo(pod),
            };
            var ready = publishAll || PodProgress.IsReady(pod);
            if (service.Spec.Ports is not { Count: > 0 } ports)
            {
                if (ServicePods.IsHeadless(service))
                    yield return new(address, null, ready);
                continue;
            }

            foreach (var port in ports)
            {
                if (ServicePods.FindPort(pod, port) is { } number)
                    yield return new(address, PortOf(port, number), ready);
            }
        }
    }

    private static EndpointPort PortOf(ServicePort port, int number) =>
        new() { Name = OrNull(port.Name), Port = number, Protocol = port.Protocol ?? "TCP", AppProtocol = port.AppProtocol };

    private static string? FirstOfFamily(Pod pod, Service service)
    {
        var wantsV6 = service.Spec!.IpFamilies is ["IPv6", ..];
        return ServicePods.Addresses(pod).FirstOrDefault(ip => ip.Contains(':', StringComparison.Ordinal) == wantsV6);
    }

    private static ImmutableDictionary<string, string> Labels(Service service)
    {
        var labels = StringMaps.Copy(service.Metadata.Labels);
        return ServicePods.IsHeadless(service) ? labels.SetItem(ServicePods.HeadlessLabel, "") : labels.Remove(ServicePods.HeadlessLabel);
    }

    private static ImmutableDictionary<string, string> Annotations(Endpoints? current, bool fits)
    {
        var annotations = StringMaps.Copy(current?.Metadata.Annotations);
        return fits ? annotations.Remove(OverCapacity) : annotations.SetItem(OverCapacity, "truncated");
    }

    // Endpoints written by hand before their Service exists must not be deleted: Kubernetes deletes only on seeing the Service go, we tell ours by what they
    // refer to.
    private static bool IsOurs(Endpoints endpoints) => (endpoints.Subsets ?? [])
        .SelectMany(subset => (subset.Addresses ?? []).Concat(subset.NotReadyAddresses ?? []))
        .All(address => address.TargetRef?.Kind == "Pod");

    private static ObjectAction.Delete Delete(Endpoints endpoints) =>
        new(typeof(Endpoints), Ownership.KeyOf(endpoints), endpoints.Metadata.Uid ?? "", endpoints.Metadata.ResourceVersion);

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
