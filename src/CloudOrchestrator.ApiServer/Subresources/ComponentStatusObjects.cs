using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary>componentstatuses: whether the parts of the control plane work. They live in this process: the log is asked, the others share its life.</summary>
internal sealed class ComponentStatusObjects(ServerParts parts) : IComputedObjects
{
    private static readonly string[] Names = ["controller-manager", "etcd-0", "scheduler"];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public bool Computes(KindDescriptor kind) => kind.Resource is { Group: "", Plural: "componentstatuses" };

    /// <inheritdoc/>
    public async ValueTask<ResultOf<JsonObject[]>> ComputeAsync(ApiCall call, string labelSelector, CancellationToken cancellationToken)
    {
        var labels = LabelMatcher.Parse(labelSelector);
        if (!labels.Succeeded)
            return labels.Error;
        call.Warnings.Add("v1 ComponentStatus is deprecated in v1.19+");
        var matched = labels.Value.Matches(new Dictionary<string, string>());
        var items = new List<JsonObject>();
        foreach (var name in Names.Where(name => matched && (call.Name.Length == 0 || call.Name == name)))
            items.Add(Status(name, name == "etcd-0" ? await AskLogAsync(cancellationToken) : null));
        return items.ToArray();
    }

    // Under etcd's name, because tools look for it, stands what takes its place here: the revision log.
    private async ValueTask<string?> AskLogAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, parts.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await parts.Store.ReplicaAsync("namespaces", fresh: true, linked.Token);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return exception.Message;
        }
    }

    private static JsonObject Status(string name, string? fault)
    {
        var condition = new JsonObject { ["type"] = "Healthy", ["status"] = fault is null ? "True" : "False", ["message"] = fault ?? "ok" };
        return new JsonObject
        {
            ["kind"] = "ComponentStatus",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["creationTimestamp"] = null },
            ["conditions"] = new JsonArray(condition),
        };
    }
}
