using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Gives every node its part of the cluster's pod addresses, none twice. All nodes share one key, so that one decision sees all parts given.</summary>
public sealed class NodeCidrReconciler : IReconciler
{
    private static readonly ObjectKey AllNodes = new("", "nodes");

    private readonly uint _first;
    private readonly int _count;
    private readonly int _nodePrefixLength;

    /// <summary>An allocator of parts of <paramref name="clusterCidr"/> (IPv4).</summary>
    /// <exception cref="FormatException">The range is malformed.</exception>
    public NodeCidrReconciler(string clusterCidr, int nodePrefixLength)
    {
        var network = IPNetwork.Parse(clusterCidr);
        ArgumentOutOfRangeException.ThrowIfLessThan(nodePrefixLength, network.PrefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nodePrefixLength, 30);
        _first = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        _count = 1 << (nodePrefixLength - network.PrefixLength);
        _nodePrefixLength = nodePrefixLength;
    }

    /// <inheritdoc/>
    public string Name => "node-ipam-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
        [new(typeof(Node), static (before, after, _) => after is null || (IsWithout(after) && (before is null || !IsWithout(before))) ? [AllNodes] : [])];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        var nodes = snapshot.List<Node>();
        var used = nodes.SelectMany(node => (node.Spec?.PodCIDRs ?? []).Append(node.Spec?.PodCIDR)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        List<ObjectAction> actions = [];
        var next = 0;
        var waiting = nodes.Where(node => string.IsNullOrEmpty(node.Spec?.PodCIDR));
        foreach (var node in waiting.OrderBy(node => node.Metadata.CreationTimestamp).ThenBy(node => node.Metadata.Name, StringComparer.Ordinal))
        {
            while (next < _count && used.Contains(Part(next)))
                next++;
            if (next == _count)
            {
                actions.Add(ObjectAction.RecordEvent.Normal(node, "CIDRNotAvailable", $"Node {node.Metadata.Name} status is now: CIDRNotAvailable"));
                continue;
            }

            var part = Part(next++);
            var changes = new JsonObject { ["spec"] = new JsonObject { ["podCIDR"] = part, ["podCIDRs"] = new JsonArray(part) } };
            actions.Add(new ObjectAction.Patch(typeof(Node), Ownership.KeyOf(node), node.Metadata.Uid ?? "", node.Metadata.ResourceVersion, changes)
            {
                IsIndependent = true,
            });
        }

        return new(actions);
    }

    // A node that found the range used up is looked at again when a node goes, not at each of its heartbeats.
    private static bool IsWithout(IKubernetesObject node) => node is Node { Spec: null or { PodCIDR: null or "" } };

    private string Part(int index)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, _first + ((uint)index << (32 - _nodePrefixLength)));
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{_nodePrefixLength}");
    }
}
