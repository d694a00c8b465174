using CloudOrchestrator.Simulation.Cluster;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Network;

/// <summary>Records what one caller asks and learns.</summary>
internal sealed class OperationRecorder(History history, string user)
{
    private SimulatedProcess? _process;

    public HistoryOperation? Get<T>(SimulatedProcess process, string @namespace, string name) => Begin<T>(process, HistoryVerb.Get, @namespace, name);

    public HistoryOperation? List<T>(SimulatedProcess process, string? @namespace, ListQuery query) =>
        Begin<T>(process, HistoryVerb.List, @namespace ?? "", "", version: query.ResourceVersion);

    public HistoryOperation? Create<T>(SimulatedProcess process, T value)
        where T : IKubernetesObject => Begin<T>(process, HistoryVerb.Create, value.Metadata.Namespace ?? "", value.Metadata.Name ?? "", value: value);

    public HistoryOperation? Update<T>(SimulatedProcess process, T value, string? subresource)
        where T : IKubernetesObject => Begin<T>(
            process,
            HistoryVerb.Update,
            value.Metadata.Namespace ?? "",
            value.Metadata.Name ?? "",
            subresource,
            value.Metadata.Uid,
            value.Metadata.ResourceVersion,
            value: value);

    public HistoryOperation? Patch<T>(SimulatedProcess process, string @namespace, string name, PatchBody patch, string? subresource)
    {
        var metadata = patch.MediaType == PatchBody.MergePatch ? patch.Body["metadata"] : null;
        return Begin<T>(
            process,
            HistoryVerb.Patch,
            @namespace,
            name,
            subresource,
            (string?)metadata?["uid"],
            (string?)metadata?["resourceVersion"],
            patch.Body.ToJsonString(),
            patch.MediaType);
    }

    public HistoryOperation? Delete<T>(SimulatedProcess process, string @namespace, string name, DeleteOptions options) => Begin<T>(
        process,
        HistoryVerb.Delete,
        @namespace,
        name,
        uid: options.Preconditions?.Uid,
        version: options.Preconditions?.ResourceVersion,
        value: options);

    public HistoryOperation? Post<T>(SimulatedProcess process, string @namespace, string name, string subresource) =>
        Begin<T>(process, HistoryVerb.Post, @namespace, name, subresource);

    /// <summary>The request is on its way.</summary>
    public void Sent(HistoryOperation? operation, string server)
    {
        if (operation is not null)
            operation.Server = server;
    }

    /// <summary>An answer came.</summary>
    public void Answered<T>(HistoryOperation operation, ResultOf<T> result)
    {
        End(operation);
        var error = result.Error;
        operation.Code = error?.Code ?? 200;
        operation.Reason = error?.Reason;
        operation.Outcome = error is null ? HistoryOutcome.Acknowledged : error.Code is >= 500 or 429 ? HistoryOutcome.Unknown : HistoryOutcome.Refused;
        switch ((object?)result.Value)
        {
            case null:
                break;
            case IKubernetesObject value:
                operation.ResourceVersionOut = value.Metadata.ResourceVersion;
                operation.Uid = value.Metadata.Uid;
                break;
            case ApiStatus status:
                operation.Uid = status.Details?.Uid;
                break;
            case { } list when operation.Verb == HistoryVerb.List:
                (operation.ResourceVersionOut, operation.Listed) = Listed(list);
                break;
        }

        Tell(operation);
    }

    /// <summary>No answer came.</summary>
    public void Failed(HistoryOperation operation, Exception exception)
    {
        End(operation);
        operation.Reason = exception.Message;
        Tell(operation);
    }

    /// <summary>What of listed objects counts.</summary>
    public static HistoryListed Listed(IKubernetesObject item) =>
        new(new ObjectKey(item.Metadata.Namespace ?? "", item.Metadata.Name ?? ""), item.Metadata.Uid ?? "", item.Metadata.ResourceVersion ?? "");

    private static (string, IReadOnlyList<HistoryListed>) Listed(object list) =>
        ((string)list.GetType().GetProperty("ResourceVersion")!.GetValue(list)!,
            [.. ((System.Collections.IEnumerable)list.GetType().GetProperty("Items")!.GetValue(list)!).Cast<IKubernetesObject>().Select(Listed)]);

    private HistoryOperation? Begin<T>(
        SimulatedProcess process,
        HistoryVerb verb,
        string @namespace,
        string name,
        string? subresource = null,
        string? uid = null,
        string? version = null,
        string? body = null,
        string? patchType = null,
        object? value = null)
    {
        var stream = ControlPlaneProcess.Kinds.Find(typeof(T))!.Stream;
        if (stream is "coordination.k8s.io/leases" or "events")
            return null;
        _process = process;
        var operation = new HistoryOperation
        {
            Id = history.Operations.Count,
            User = user,
            Verb = verb,
            Stream = stream,
            Key = new ObjectKey(@namespace, name),
            Subresource = subresource ?? "",
            PreconditionUid = uid,
            ResourceVersionIn = version,
            Value = value,
            Body = body,
            PatchType = patchType,
            InvokedStep = process.World.NextStep(),
            InvokedAt = process.World.Now,
        };
        history.Operations.Add(operation);
        return operation;
    }

    private void End(HistoryOperation operation)
    {
        operation.AnsweredStep = _process!.World.NextStep();
        operation.AnsweredAt = _process.World.Now;
    }

    private void Tell(HistoryOperation operation)
    {
        var trace = _process!.World.Trace;
        trace.Mark(user, operation.ResourceVersionOut ?? "", ((int)operation.Verb * 1000) + operation.Code);
        trace.Tell(
            _process.World,
            user,
            () => $"{operation.Verb} {operation.Stream} {operation.Key} {operation.Subresource}: "
                + $"{operation.Outcome} {operation.Code} {operation.Reason} rv {operation.ResourceVersionOut}{(trace.ShowsObjects ? $" {operation.Body}" : "")}");
    }

}
