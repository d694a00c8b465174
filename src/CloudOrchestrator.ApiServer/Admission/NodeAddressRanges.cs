using System.Net;
using System.Runtime.CompilerServices;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Kinds.Core.Nodes;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>
/// Refuses to give a node a range of pod addresses that another node has: several allocators may be at work, each on a state that is a moment old.
/// </summary>
internal sealed class NodeAddressRanges : IStreamAdmission
{
    // Each node that joins is compared with all others: their ranges are read once.
    private readonly ConditionalWeakTable<StoredObject, IPNetwork[]> _ranges = [];

    /// <inheritdoc/>
    public bool Handles(KindDescriptor kind) => kind.GroupVersionKind is { Group: "", Kind: "Node" };

    /// <inheritdoc/>
    public ApiStatus? Admit(ApiCall call, JsonObject value, JsonObject? old, ReplicaSnapshot snapshot)
    {
        var known = Ranges(old.Object("spec")).ToHashSet();
        var gained = Ranges(value.Object("spec")).Where(range => !known.Contains(range)).ToArray();
        if (gained.Length == 0)
            return null;
        var name = MetadataView.Of(value).Name;
        foreach (var other in snapshot.List(null).Where(other => other.Key.Name != name))
        {
            foreach (var taken in _ranges.GetValue(other, RangesOf))
            {
                if (Array.FindIndex(gained, range => Overlap(range, taken)) is var index && index >= 0)
                {
                    return ApiStatuses.Conflict(
                        call.Kind.Resource, name, $"the range {gained[index]} of pod addresses overlaps {taken}, which node {other.Key.Name} has");
                }
            }
        }

        return null;
    }

    private static IPNetwork[] RangesOf(StoredObject node)
    {
        var spec = node.As<Node>().Spec;
        return [.. Parse([spec?.PodCIDR, .. spec?.PodCIDRs ?? []])];
    }

    private static IEnumerable<IPNetwork> Ranges(JsonObject? spec) => Parse([spec.Text("podCIDR"), .. spec.Texts("podCIDRs")]);

    // What is no range is for validation to say.
    private static IEnumerable<IPNetwork> Parse(IEnumerable<string?> texts) =>
        texts.Where(text => IPNetwork.TryParse(text, out _)).Distinct().Select(text => IPNetwork.Parse(text!));

    private static bool Overlap(IPNetwork left, IPNetwork right) => left.Contains(right.BaseAddress) || right.Contains(left.BaseAddress);
}
