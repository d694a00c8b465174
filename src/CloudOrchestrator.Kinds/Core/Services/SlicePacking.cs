namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>
/// Spreads endpoints over slices of bounded size with as few writes as possible: endpoints stay in the slice they are in, new ones fill slices with room,
/// and only then a slice is added.
/// </summary>
internal sealed class SlicePacking(SlicePacking.Shape shape, IIdSource ids, Predicate<string> isTaken)
{
    /// <summary>Endpoints per slice.</summary>
    public const int EndpointsMax = 100;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>What all slices of one owner and address family have in common.</summary>
    public sealed record Shape(
        string Namespace,
        string NamePrefix,
        OwnerReference Owner,
        ImmutableDictionary<string, string> Labels,
        ImmutableDictionary<string, string>? Annotations,
        string AddressType);

    /// <summary>Endpoints that are reached at the same ports.</summary>
    public sealed record Group(IReadOnlyList<EndpointSlicePort> Ports, IReadOnlyList<Endpoint> Endpoints);

    /// <summary>The writes that turn the existing slices into ones that hold exactly the groups.</summary>
    public IEnumerable<ObjectAction> Pack(IReadOnlyList<EndpointSlice> existing, IReadOnlyList<Group> groups)
    {
        List<ObjectAction> creates = [];
        List<ObjectAction> updates = [];
        List<ObjectAction> deletes = [];
        var unclaimed = existing.ToList();
        foreach (var group in groups.OrderBy(group => EndpointComparison.KeyOf(group.Ports), StringComparer.Ordinal))
        {
            var portKey = EndpointComparison.KeyOf(group.Ports);
            var own = unclaimed.Where(slice => EndpointComparison.KeyOf(slice.Ports) == portKey).ToList();
            unclaimed.RemoveAll(own.Contains);
            PackGroup(own, group, creates, updates, deletes);
        }

        // A slice with other ports is as good as a new one, and its name stays.
        foreach (var slice in unclaimed)
        {
            if (creates.Count > 0 && creates[0] is ObjectAction.Create { Value: EndpointSlice wanted })
            {
                creates.RemoveAt(0);
                updates.Add(new ObjectAction.Update(Shaped(slice) with { Ports = wanted.Ports, Endpoints = wanted.Endpoints }));
            }
            else
            {
                deletes.Add(Delete(slice));
            }
        }

        return [.. creates, .. updates, .. deletes];
    }

    private void PackGroup(List<EndpointSlice> own, Group group, List<ObjectAction> creates, List<ObjectAction> updates, List<ObjectAction> deletes)
    {
        var wanted = group.Endpoints.ToDictionary(EndpointComparison.IdentityOf, StringComparer.Ordinal);
        var contents = own.Select(slice => Keep(slice, wanted)).ToList();
        var waiting = new Queue<Endpoint>(group.Endpoints.Where(endpoint => wanted.ContainsKey(EndpointComparison.IdentityOf(endpoint))));
        // Slices that must be written anyway are filled first, the fullest of them before the others.
        foreach (var i in Enumerable.Range(0, own.Count).OrderBy(i => IsSame(own[i], contents[i]) ? 1 : 0).ThenByDescending(i => contents[i].Count))
        {
            while (waiting.Count > 0 && contents[i].Count < EndpointsMax)
                contents[i].Add(waiting.Dequeue());
        }

        while (waiting.Count > 0 || (own.Count == 0 && creates.Count == 0 && group.Endpoints.Count == 0))
        {
            List<Endpoint> batch = [];
            while (waiting.Count > 0 && batch.Count < EndpointsMax)
                batch.Add(waiting.Dequeue());
            creates.Add(new ObjectAction.Create(NewSlice(group.Ports, batch)));
            if (batch.Count == 0)
                break;
        }

        for (var i = 0; i < own.Count; i++)
        {
            if (contents[i].Count == 0 && group.Endpoints.Count > 0)
                deletes.Add(Delete(own[i]));
            else if (contents[i].Count == 0 && i > 0)
                deletes.Add(Delete(own[i]));
            else if (!IsSame(own[i], contents[i]) || !HasShape(own[i]))
                updates.Add(new ObjectAction.Update(Shaped(own[i]) with { Endpoints = contents[i] }));
        }
    }

    // Takes from wanted what the slice already has, in its newest state.
    private static List<Endpoint> Keep(EndpointSlice slice, Dictionary<string, Endpoint> wanted)
    {
        List<Endpoint> kept = [];
        foreach (var endpoint in slice.Endpoints)
        {
            if (wanted.Remove(EndpointComparison.IdentityOf(endpoint), out var newest))
                kept.Add(newest);
        }

        return kept;
    }

    private static bool IsSame(EndpointSlice slice, List<Endpoint> content) =>
        slice.Endpoints.Count == content.Count && slice.Endpoints.Zip(content).All(pair => EndpointComparison.Same(pair.First, pair.Second));

    private bool HasShape(EndpointSlice slice) =>
        StringMaps.Same(slice.Metadata.Labels, shape.Labels)
        && (shape.Annotations is null || StringMaps.Same(slice.Metadata.Annotations, shape.Annotations))
        && slice.Metadata.OwnerReferences is [var owner] && owner == shape.Owner;

    private EndpointSlice Shaped(EndpointSlice slice) => slice with
    {
        Metadata = slice.Metadata with
        {
            Labels = shape.Labels,
            Annotations = shape.Annotations ?? slice.Metadata.Annotations,
            OwnerReferences = [shape.Owner],
        },
    };

    private EndpointSlice NewSlice(IReadOnlyList<EndpointSlicePort> ports, IReadOnlyList<Endpoint> endpoints)
    {
        var name = PodFromTemplate.FreeName(shape.NamePrefix, ids, candidate => _names.Contains(candidate) || isTaken(candidate));
        _names.Add(name);
        return new EndpointSlice
        {
            ApiVersion = "discovery.k8s.io/v1",
            Kind = "EndpointSlice",
            Metadata = new ObjectMeta
            {
                Namespace = shape.Namespace,
                GenerateName = shape.NamePrefix,
                Name = name,
                Labels = shape.Labels,
                Annotations = shape.Annotations,
                OwnerReferences = [shape.Owner],
            },
            AddressType = shape.AddressType,
            Ports = ports,
            Endpoints = endpoints,
        };
    }

    private static ObjectAction.Delete Delete(EndpointSlice slice) =>
        new(typeof(EndpointSlice), Ownership.KeyOf(slice), slice.Metadata.Uid ?? "", slice.Metadata.ResourceVersion);
}
