using System.Globalization;
using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Metrics;

namespace CloudOrchestrator.ApiServer.Metrics;

/// <summary>
/// The metrics of nodes and pods (metrics.k8s.io): asked of the node agents when somebody wants to know, so that nothing is collected while nobody does.
/// Nodes that do not answer, and pods without figures yet, are left out, as with Kubernetes' metrics server.
/// </summary>
internal sealed class ResourceMetrics(IObjectClient objects, INodeConnections nodes)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    /// <summary>Metrics of the nodes whose labels match; of one when <paramref name="name"/> is given.</summary>
    public async Task<ResultOf<IReadOnlyList<NodeMetrics>>> NodesAsync(string? name, string? labelSelector, CancellationToken cancellationToken)
    {
        var asked = await AskedNodesAsync(name, labelSelector, cancellationToken);
        if (!asked.Succeeded)
            return asked.Error;
        var summaries = await SummariesAsync(asked.Value, cancellationToken);
        return summaries.Select(summary => NodeMetricsOf(summary.Node, summary.Summary.Object("node"))).OfType<NodeMetrics>().ToArray();
    }

    /// <summary>Metrics of the pods in a namespace (null: all) whose labels match; of one when <paramref name="name"/> is given.</summary>
    public async Task<ResultOf<IReadOnlyList<PodMetrics>>> PodsAsync(string? @namespace, string? name, string? labelSelector, CancellationToken cancellationToken)
    {
        var query = new ListQuery { LabelSelector = labelSelector, FieldSelector = name is null ? null : $"metadata.name={name}" };
        var pods = await objects.ListAsync<Pod>(@namespace, query, cancellationToken);
        if (!pods.Succeeded)
            return pods.Error;
        var nodeNames = pods.Value.Items.Select(pod => pod.Spec?.NodeName ?? "").Where(node => node.Length > 0).Distinct(StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var all = await objects.ListAsync<Node>(null, new ListQuery(), cancellationToken);
        if (!all.Succeeded)
            return all.Error;
        var summaries = await SummariesAsync([.. all.Value.Items.Where(node => nodeNames.Contains(node.Metadata.Name ?? ""))], cancellationToken);
        var figures = summaries.SelectMany(summary => summary.Summary.Objects("pods"))
            .GroupBy(figure => figure.Object("podRef").Text("uid"), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return pods.Value.Items.Select(pod => PodMetricsOf(pod, figures.GetValueOrDefault(pod.Metadata.Uid ?? ""))).OfType<PodMetrics>().ToArray();
    }

    private async Task<ResultOf<IReadOnlyList<Node>>> AskedNodesAsync(string? name, string? labelSelector, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            var all = await objects.ListAsync<Node>(null, new ListQuery { LabelSelector = labelSelector }, cancellationToken);
            return all.Succeeded ? ResultOf<IReadOnlyList<Node>>.Success(all.Value.Items) : all.Error;
        }

        var one = await objects.GetAsync<Node>("", name, cancellationToken);
        return one.Succeeded ? ResultOf<IReadOnlyList<Node>>.Success([one.Value]) : one.Error;
    }

    private async Task<IReadOnlyList<(Node Node, JsonObject Summary)>> SummariesAsync(IReadOnlyList<Node> asked, CancellationToken cancellationToken)
    {
        using var expiry = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        expiry.CancelAfter(AnswerLimit);
        var answers = await Task.WhenAll(asked.Select(node => SummaryAsync(node, expiry.Token, cancellationToken)));
        return [.. asked.Zip(answers).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!))];
    }

    private async Task<JsonObject?> SummaryAsync(Node node, CancellationToken expiry, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await nodes.GetAsync(node.Metadata.Name ?? "", "/stats/summary", expiry);
            if (!answer.Succeeded)
                return null;
            using var response = answer.Value;
            return await JsonSerializer.DeserializeAsync<JsonObject>(await response.Content.ReadAsStreamAsync(expiry), cancellationToken: expiry);
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested && exception is OperationCanceledException or HttpRequestException or IOException or JsonException)
        {
            // A node that does not answer in time has no metrics now.
            return null;
        }
    }

    private static NodeMetrics? NodeMetricsOf(Node node, JsonObject? figures) => UsageOf(figures) is not { } usage ? null : new NodeMetrics
    {
        Metadata = new ObjectMeta { Name = node.Metadata.Name, Labels = node.Metadata.Labels, CreationTimestamp = TimeOf(figures) },
        Timestamp = TimeOf(figures),
        Window = WindowOf(figures),
        Usage = usage,
    };

    private static PodMetrics? PodMetricsOf(Pod pod, JsonObject? figures)
    {
        var containers = figures.Objects("containers").Select(container => (Name: container.Text("name"), Usage: UsageOf(container))).ToArray();
        if (containers.Length == 0 || containers.Any(container => container.Usage is null))
            return null;
        var first = figures.Objects("containers").First();
        return new PodMetrics
        {
            Metadata = new ObjectMeta { Name = pod.Metadata.Name, Namespace = pod.Metadata.Namespace, Labels = pod.Metadata.Labels, CreationTimestamp = TimeOf(first) },
            Timestamp = TimeOf(first),
            Window = WindowOf(first),
            Containers = [.. containers.Select(container => new ContainerMetrics { Name = container.Name, Usage = container.Usage! })],
        };
    }

    private static Dictionary<string, Quantity>? UsageOf(JsonObject? figures)
    {
        var cpu = figures.Object("cpu").Number("usageNanoCores");
        var memory = figures.Object("memory").Number("workingSetBytes");
        if (cpu is null || memory is null)
            return null;
        return new Dictionary<string, Quantity>(StringComparer.Ordinal)
        {
            ["cpu"] = Quantity.Parse(cpu.Value.ToString(CultureInfo.InvariantCulture) + "n"),
            ["memory"] = Quantity.Parse((memory.Value / 1024).ToString(CultureInfo.InvariantCulture) + "Ki"),
        };
    }

    private static DateTimeOffset TimeOf(JsonObject? figures) => figures.Object("cpu").Time("time") ?? default;

    private static string WindowOf(JsonObject? figures) => figures.Object("cpu").Text("window") is { Length: > 0 } window ? window : "10s";
}
