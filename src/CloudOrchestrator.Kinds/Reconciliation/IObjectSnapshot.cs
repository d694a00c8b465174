using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>A consistent view of the objects, as of one moment per resource type. Everything a reconciler reads comes from here.</summary>
public interface IObjectSnapshot
{
    /// <summary>The object, or null.</summary>
    T? Get<T>(string @namespace, string name)
        where T : class, IKubernetesObject;

    /// <summary>All objects of a namespace (null: of all), ordered by key.</summary>
    IReadOnlyList<T> List<T>(string? @namespace = null)
        where T : class, IKubernetesObject;

    /// <summary>Objects in the namespace whose labels match.</summary>
    IReadOnlyList<T> Matching<T>(string @namespace, LabelMatcher labels)
        where T : class, IKubernetesObject;

    /// <summary>Objects that name <paramref name="ownerUid"/> in an owner reference.</summary>
    IReadOnlyList<T> OwnedBy<T>(string ownerUid)
        where T : class, IKubernetesObject;

    /// <summary>Services of the namespace that have a selector, all of which is among the labels.</summary>
    IReadOnlyList<Service> ServicesSelecting(string @namespace, IReadOnlyDictionary<string, string>? labels);

    /// <summary>Pods bound to the node.</summary>
    IReadOnlyList<Pod> PodsOnNode(string nodeName);

    /// <summary>Pods whose <c>status.phase</c> is <paramref name="phase"/>.</summary>
    IReadOnlyList<Pod> PodsInPhase(string phase);

    /// <summary>Leases of the namespace renewed later than <paramref name="time"/>, the last renewed first: as much work as are taken.</summary>
    IEnumerable<Lease> LeasesRenewedAfter(string @namespace, DateTimeOffset time);

    /// <summary>The object of a type known only at run time, or null.</summary>
    IKubernetesObject? Get(Type objectType, ObjectKey key);

    /// <summary>At most <paramref name="limit"/> objects of a namespace, of a type known only at run time.</summary>
    IReadOnlyList<IKubernetesObject> List(Type objectType, string @namespace, int limit);

    /// <summary>Objects of a type known only at run time that name <paramref name="ownerUid"/> in an owner reference.</summary>
    IReadOnlyList<IKubernetesObject> OwnedBy(Type objectType, string ownerUid);
}
