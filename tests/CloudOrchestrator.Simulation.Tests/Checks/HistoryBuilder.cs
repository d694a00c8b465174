using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Simulation.Checks;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Simulation.Tests.Checks;

/// <summary>A history written by hand: every call is one step, and one second.</summary>
internal sealed class HistoryBuilder
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<(string, ObjectKey), (JsonObject Value, long Revision)> _present = [];
    private readonly Dictionary<string, long> _heads = [];
    private long _step;

    public History History { get; } = new();

    public DateTimeOffset Now => Start.AddSeconds(_step);

    /// <summary>What one check says about it.</summary>
    public static IReadOnlyList<string> Check<T>(HistoryBuilder history)
        where T : IHistoryCheck => [.. HistoryChecks.All.OfType<T>().Single().Check(new HistoryView(history.History))];

    public long Next() => ++_step;

    public void Pass(int seconds) => _step += seconds;

    /// <summary>Creates or changes: the fields given are merged into what is there. Returns the revision.</summary>
    public long Put(string stream, string name, string changes = "{}", Action<JsonObject>? spoil = null, string space = "default")
    {
        var key = new ObjectKey(stream is "namespaces" or "nodes" ? "" : space, name);
        var (value, previous) = _present.GetValueOrDefault((stream, key));
        value = (JsonObject?)value?.DeepClone() ?? new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = key.Namespace, ["uid"] = $"{stream}-{name}-{_step}", ["creationTimestamp"] = $"{Now:O}" },
        };
        Merge(value, JsonNode.Parse(changes)!.AsObject());
        var revision = Record(stream, key, LogRecordType.Put, value, previous, spoil);
        _present[(stream, key)] = (value, revision);
        return revision;
    }

    /// <summary>Removes an object.</summary>
    public long Remove(string stream, string name, Action<JsonObject>? spoil = null, string space = "default")
    {
        var key = new ObjectKey(stream is "namespaces" or "nodes" ? "" : space, name);
        _present.Remove((stream, key), out var there);
        return Record(stream, key, LogRecordType.Delete, there.Value, there.Revision, spoil);
    }

    public string Uid(string stream, string name, string space = "default") =>
        (string)_present[(stream, new ObjectKey(stream is "namespaces" or "nodes" ? "" : space, name))].Value["metadata"]!["uid"]!;

    /// <summary>Begins an operation; <see cref="Answer"/> ends it.</summary>
    public HistoryOperation Ask(HistoryVerb verb, string stream, string name, string? body = null, string? version = null, string? uid = null, string user = "user-0")
    {
        var operation = new HistoryOperation
        {
            Id = History.Operations.Count,
            User = user,
            Server = "api-0",
            Verb = verb,
            Stream = stream,
            Key = new ObjectKey("default", name),
            Body = body,
            PatchType = verb == HistoryVerb.Patch ? "application/merge-patch+json" : null,
            ResourceVersionIn = version,
            PreconditionUid = uid,
            InvokedStep = Next(),
            InvokedAt = Now,
        };
        History.Operations.Add(operation);
        return operation;
    }

    public void Answer(HistoryOperation operation, long revision = 0, string? uid = null, string? refusal = null)
    {
        operation.AnsweredStep = Next();
        operation.Outcome = refusal is null ? HistoryOutcome.Acknowledged : HistoryOutcome.Refused;
        operation.Reason = refusal;
        operation.ResourceVersionOut = revision == 0 ? null : $"{revision}";
        operation.Uid = uid ?? (refusal is null && _present.TryGetValue((operation.Stream, operation.Key), out var there) ? (string?)there.Value["metadata"]!["uid"] : null);
    }

    /// <summary>A watch of one stream.</summary>
    public HistoryWatch Watch(string stream, string? version, string? labels = null, string? name = null, string? node = null)
    {
        var watch = new HistoryWatch
        {
            Id = History.Watches.Count,
            Watcher = "watcher",
            Server = "api-0",
            Stream = stream,
            Name = name,
            Node = node,
            ResourceVersion = version,
            LabelSelector = labels,
            StartedStep = Next(),
            StartedAt = Now,
        };
        History.Watches.Add(watch);
        return watch;
    }

    public void Deliver(HistoryWatch watch, string type, string name, long revision, string? uid = null)
    {
        var key = type == "BOOKMARK" ? default : new ObjectKey("default", name);
        uid ??= type == "BOOKMARK" ? "" : Find(watch.Stream, key, revision);
        watch.Events.Add(new HistoryWatchEvent(type, key, uid, $"{revision}", Next(), Now));
    }

    public HistoryRun Run(string pod, string uid, string node)
    {
        var run = new HistoryRun { Node = node, Namespace = "default", Pod = pod, PodUid = uid, Container = "main", StartedStep = Next() };
        History.Runs.Add(run);
        return run;
    }

    public void Stop(HistoryRun run) => run.StoppedStep = Next();

    public void Node(string name, string cpu, string pods) => History.Nodes.Add(new HistoryNode(
        name, new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse("1Gi"), ["pods"] = Quantity.Parse(pods) }, Next()));

    private string Find(string stream, ObjectKey key, long revision)
    {
        var record = History.Records.Find(record => record.Stream == stream && record.Key == key && record.Revision == revision);
        return record is null ? "?" : (string)JsonNode.Parse(record.Value.Span)!["metadata"]!["uid"]!;
    }

    private long Record(string stream, ObjectKey key, LogRecordType type, JsonObject value, long previous, Action<JsonObject>? spoil)
    {
        var revision = _heads[stream] = _heads.GetValueOrDefault(stream) + 1;
        value["metadata"]!["resourceVersion"] = $"{revision}";
        var stored = value.DeepClone().AsObject();
        spoil?.Invoke(stored);
        var step = Next();
        History.Records.Add(new HistoryRecord(stream, revision, type, key, Encoding.UTF8.GetBytes(stored.ToJsonString()), previous, "api-0", step, Now));
        return revision;
    }

    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (name, value) in changes.ToList())
        {
            if (value is JsonObject inner && target[name] is JsonObject there)
                Merge(there, inner);
            else if (value is null)
                target.Remove(name);
            else
                target[name] = value.DeepClone();
        }
    }
}
