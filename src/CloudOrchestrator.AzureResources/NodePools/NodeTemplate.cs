namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>What a node that does not exist yet will look like.</summary>
internal sealed class NodeTemplate
{
    private const string HostnameLabel = "kubernetes.io/hostname";
    private const string TransientTaintPrefix = "node.kubernetes.io/";

    private readonly IReadOnlyDictionary<string, string> _labels;
    private readonly IReadOnlyList<Taint> _taints;
    private readonly IReadOnlyDictionary<string, Quantity> _allocatable;

    private NodeTemplate(IReadOnlyDictionary<string, string>? labels, IEnumerable<Taint>? taints, IReadOnlyDictionary<string, Quantity>? allocatable)
    {
        _labels = labels ?? new Dictionary<string, string>();
        // What the control plane adds while a node is sick, new or on its way out says nothing about the next node.
        _taints = [.. (taints ?? []).Where(taint => taint.Key != AutoscalerNames.ToBeDeleted && !taint.Key.StartsWith(TransientTaintPrefix, StringComparison.Ordinal))];
        _allocatable = allocatable ?? new Dictionary<string, Quantity>();
    }

    public long MilliCpu => _allocatable.TryGetValue("cpu", out var amount) ? amount.Millis : 0;

    public long Memory => _allocatable.TryGetValue("memory", out var amount) ? amount.Units : 0;

    public static NodeTemplate? Of(PoolState pool)
    {
        var sample = pool.Nodes
            .Where(node => NodeConditions.IsReady(node) && node.Status?.Allocatable is { Count: > 0 })
            .OrderBy(node => AutoscalerNames.RemovalOf(node) is not null)
            .ThenBy(node => node.Metadata.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        if (sample is not null)
            return new(sample.Metadata.Labels, sample.Spec?.Taints, sample.Status!.Allocatable);
        return pool.Pool.Spec?.Template is { } template ? new(template.Labels, template.Taints, template.Capacity) : null;
    }

    /// <summary>A node of the given name, ready for pods.</summary>
    public Node Create(string name) => new()
    {
        Metadata = new ObjectMeta { Name = name, Labels = new Dictionary<string, string>(_labels, StringComparer.Ordinal) { [HostnameLabel] = name } },
        Spec = new NodeSpec { Taints = _taints },
        Status = new NodeStatus { Capacity = _allocatable, Allocatable = _allocatable, Conditions = [new NodeCondition { Type = "Ready", Status = "True" }] },
    };
}
