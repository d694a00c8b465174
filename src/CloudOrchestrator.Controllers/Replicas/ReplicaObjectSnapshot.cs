using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;

namespace CloudOrchestrator.Controllers.Replicas;

/// <summary>
/// A snapshot over replicas: each stream at one revision, taken when first looked at. Who reads dependents first and owners afterwards never finds
/// an owner missing that existed when the dependents were read. For one thread.
/// </summary>
internal sealed class ReplicaObjectSnapshot(ClusterReplicas replicas) : IObjectSnapshot
{
    private const string ServiceName = EndpointSliceReconciler.ServiceNameLabel;

    private readonly Dictionary<string, ReplicaSnapshot> _taken = new(StringComparer.Ordinal);

    /// <summary>The streams that were looked at.</summary>
    public IReadOnlyCollection<string> Taken => _taken.Keys;

    /// <summary>The revision at which a type's objects are read.</summary>
    public long RevisionOf(Type type) => SnapshotOf(type).Revision;

    public T? Get<T>(string @namespace, string name)
        where T : class, IKubernetesObject => SnapshotOf(typeof(T)).Get(new ObjectKey(@namespace, name))?.As<T>();

    public IReadOnlyList<T> List<T>(string? @namespace = null)
        where T : class, IKubernetesObject => [.. SnapshotOf(typeof(T)).List(@namespace).Select(stored => stored.As<T>())];

    public IReadOnlyList<T> Matching<T>(string @namespace, LabelMatcher labels)
        where T : class, IKubernetesObject => [.. Candidates<T>(@namespace, labels).Select(stored => stored.As<T>())];

    public IReadOnlyList<T> OwnedBy<T>(string ownerUid)
        where T : class, IKubernetesObject => [.. SnapshotOf(typeof(T)).OwnedBy(ownerUid).Select(stored => stored.As<T>())];

    public IReadOnlyList<Pod> PodsOnNode(string nodeName) => PodsBy(ControllerEngine.NodeNameIndex, nodeName);

    public IReadOnlyList<Pod> PodsInPhase(string phase) => PodsBy(ControllerEngine.PhaseIndex, phase);

    public IEnumerable<Lease> LeasesRenewedAfter(string @namespace, DateTimeOffset time) =>
        SnapshotOf(typeof(Lease)).FirstOfEach(RenewalIndex.Name, RenewalIndex.Prefix(@namespace))
            .TakeWhile(entry => RenewalIndex.TimeOf(entry.Value) > time)
            .Select(entry => entry.First.As<Lease>());

    public IKubernetesObject? Get(Type objectType, ObjectKey key) =>
        SnapshotOf(objectType).Get(key) is { } stored ? replicas.ResourceOf(objectType).Decode(stored) : null;

    public IReadOnlyList<IKubernetesObject> List(Type objectType, string @namespace, int limit) =>
        [.. SnapshotOf(objectType).List(@namespace).Take(limit).Select(replicas.ResourceOf(objectType).Decode)];

    public IReadOnlyList<IKubernetesObject> OwnedBy(Type objectType, string ownerUid) =>
        [.. SnapshotOf(objectType).OwnedBy(ownerUid).Select(replicas.ResourceOf(objectType).Decode)];

    public IReadOnlyList<Service> ServicesSelecting(string @namespace, IReadOnlyDictionary<string, string>? labels)
    {
        if (labels is null || labels.Count == 0)
            return [];
        var services = SnapshotOf(typeof(Service));
        return
        [
            .. labels.SelectMany(label => services.ByIndex(ControllerEngine.SelectorIndex, FieldIndex.Entry(@namespace, label.Key, label.Value)))
                .Select(stored => stored.As<Service>())
                .Where(service => service.Spec!.Selector!.All(entry => labels.TryGetValue(entry.Key, out var value) && value == entry.Value)),
        ];
    }

    // By an index where the stream has one that helps, so that the work grows with what is found and not with the namespace.
    private IEnumerable<StoredObject> Candidates<T>(string @namespace, LabelMatcher labels)
    {
        if (ReferenceEquals(labels, LabelMatcher.Nothing))
            return [];
        var snapshot = SnapshotOf(typeof(T));
        if (labels.Requirements.Count > 0 && typeof(T) == typeof(Pod))
            return OfGroups(snapshot, @namespace, labels);
        var candidates = snapshot.List(@namespace);
        if (typeof(T) == typeof(EndpointSlice)
            && labels.Requirements.FirstOrDefault(one => one is { Key: ServiceName, Operator: LabelOperator.In, Values.Count: 1 }) is { } service)
            candidates = snapshot.ByIndex(ServiceName, service.Values.First()).Where(stored => stored.Key.Namespace == @namespace);
        return candidates.Where(stored => labels.Matches(stored.Labels));
    }

    private static List<StoredObject> OfGroups(ReplicaSnapshot snapshot, string @namespace, LabelMatcher labels)
    {
        List<StoredObject> found = [];
        var groups = 0;
        foreach (var (value, first) in snapshot.FirstOfEach(ControllerEngine.LabelsIndex, FieldIndex.LabelsPrefix(@namespace)))
        {
            if (!labels.Matches(first.Labels))
                continue;
            found.AddRange(snapshot.ByIndex(ControllerEngine.LabelsIndex, value));
            groups++;
        }

        if (groups > 1)
            found.Sort((left, right) => left.Key.CompareTo(right.Key));
        return found;
    }

    private List<Pod> PodsBy(string index, string value) => [.. SnapshotOf(typeof(Pod)).ByIndex(index, value).Select(stored => stored.As<Pod>())];

    private ReplicaSnapshot SnapshotOf(Type type)
    {
        var stream = replicas.ResourceOf(type).Kind.Stream;
        if (!_taken.TryGetValue(stream, out var snapshot))
            _taken[stream] = snapshot = replicas.Find(stream)?.Snapshot ?? Nothing(stream);
        return snapshot;
    }

    private static ReplicaSnapshot Nothing(string stream) =>
        ReplicaSnapshot.Empty(ControllerEngine.Indexes.GetValueOrDefault(stream) ?? new Dictionary<string, Func<StoredObject, string?>>());
}
