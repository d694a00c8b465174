namespace CloudOrchestrator.NodeAgent.Maintenance;

/// <summary>Keeps new pods off the node while something is done to its machine, and lets them on again. A cordon of somebody else is left alone.</summary>
/// <param name="nodeName">The node.</param>
/// <param name="client">The API.</param>
public sealed class NodeCordon(string nodeName, IObjectClient client)
{
    /// <summary>The taint of a node to whose machine something will be done.</summary>
    public const string TaintKey = "cloudorchestrator.io/scheduled-event";

    private const string CordonedBy = "cloudorchestrator.io/cordoned-by";
    private const string Us = "scheduled-event";
    private const int Tries = 5;

    /// <summary>True when the node has the taint.</summary>
    public async Task<bool> IsSetAsync(CancellationToken cancellationToken) => IsTainted(await ReadAsync(cancellationToken));

    /// <summary>Cordons and taints.</summary>
    public Task SetAsync(CancellationToken cancellationToken) => ChangeAsync(
        node =>
        {
            if (IsTainted(node))
                return null;
            var spec = node.Spec ?? new NodeSpec();
            var isOurs = spec.Unschedulable != true;
            return WithAnnotation(node, isOurs ? Us : null) with
            {
                Spec = spec with { Unschedulable = true, Taints = [.. spec.Taints ?? [], new Taint { Key = TaintKey, Effect = "NoSchedule" }] },
            };
        },
        cancellationToken);

    /// <summary>Takes both back.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) => ChangeAsync(
        node =>
        {
            if (!IsTainted(node))
                return null;
            var isOurs = node.Metadata.Annotations?.GetValueOrDefault(CordonedBy) == Us;
            return (isOurs ? WithAnnotation(node, null) : node) with
            {
                Spec = node.Spec! with
                {
                    Unschedulable = isOurs ? null : node.Spec.Unschedulable,
                    Taints = [.. node.Spec.Taints!.Where(taint => taint.Key != TaintKey)],
                },
            };
        },
        cancellationToken);

    private static bool IsTainted(Node node) => node.Spec?.Taints?.Any(taint => taint.Key == TaintKey) == true;

    private static Node WithAnnotation(Node node, string? value)
    {
        var annotations = new Dictionary<string, string>(node.Metadata.Annotations ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (value is not null)
            annotations[CordonedBy] = value;
        else if (annotations.GetValueOrDefault(CordonedBy) == Us)
            annotations.Remove(CordonedBy);
        return node with { Metadata = node.Metadata with { Annotations = annotations } };
    }

    private async Task<Node> ReadAsync(CancellationToken cancellationToken) => (await client.GetAsync<Node>("", nodeName, cancellationToken)).Require();

    private async Task ChangeAsync(Func<Node, Node?> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (change(await ReadAsync(cancellationToken)) is not { } changed)
                return;
            var outcome = await client.UpdateAsync(changed with { Kind = "Node", ApiVersion = "v1" }, null, cancellationToken);
            if (outcome.Succeeded)
                return;
            if (outcome.Error.Code != 409 || attempt == Tries)
                throw new ApiStatusException(outcome.Error);
        }
    }
}
