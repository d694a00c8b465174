using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Simulation.Tests.Mutants;

/// <summary>A log that does as it should; mutants change the records of appends, or lose them.</summary>
internal abstract class MutantLog(IRevisionLog inner) : IRevisionLog
{
    /// <summary>Counts appends that a mutant spoils only now and then.</summary>
    protected int Count { get; set; }

    public virtual Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken) =>
        inner.AppendAsync(stream, expectedHead, [.. records.Select(record => Spoil(stream, record))], cancellationToken);

    public Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken) => inner.ReadAsync(stream, after, limit, cancellationToken);

    public Task<long> HeadAsync(string stream, CancellationToken cancellationToken) => inner.HeadAsync(stream, cancellationToken);

    public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken) => inner.WaitAsync(stream, after, limit, cancellationToken);

    public Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken) => inner.ReadStateAsync(stream, cancellationToken);

    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) => inner.WriteStateAsync(stream, state, cancellationToken);

    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken) => inner.TrimAsync(stream, before, cancellationToken);

    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken) => inner.StreamsAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    protected virtual LogRecord Spoil(string stream, LogRecord record) => record;
}

/// <summary>Acknowledges some appends and forgets them.</summary>
internal sealed class AppendsForgotten(IRevisionLog inner) : MutantLog(inner)
{
    public override Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken) =>
        stream is "configmaps" or "apps/deployments" && ++Count % 3 == 0
            ? Task.FromResult(AppendOutcome.Stored)
            : base.AppendAsync(stream, expectedHead, records, cancellationToken);
}

/// <summary>Counts a success too many when a Job is complete.</summary>
internal sealed class JobsMiscounted(IRevisionLog inner) : MutantLog(inner)
{
    protected override LogRecord Spoil(string stream, LogRecord record)
    {
        if (stream != "batch/jobs" || record.Type != LogRecordType.Put)
            return record;
        var json = JsonNode.Parse(record.Value.Span)!;
        if (json["status"]?["succeeded"] is not { } succeeded || json["status"]!["completionTime"] is null)
            return record;
        json["status"]!["succeeded"] = (int)succeeded + 1;
        return record with { Value = Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }
}

/// <summary>Forgets which revision an object had before.</summary>
internal sealed class ChainsBroken(IRevisionLog inner) : MutantLog(inner)
{
    protected override LogRecord Spoil(string stream, LogRecord record) => record.PreviousRevision > 0 && ++Count % 9 == 0 ? record with { PreviousRevision = 0 } : record;
}

/// <summary>Stores some changes of ConfigMaps without what they change.</summary>
internal sealed class WritesOfNothing(IRevisionLog inner) : MutantLog(inner)
{
    private readonly Dictionary<(string, ObjectKey), string> _last = [];

    protected override LogRecord Spoil(string stream, LogRecord record)
    {
        var text = Encoding.UTF8.GetString(record.Value.Span);
        if (stream == "configmaps" && record.Type == LogRecordType.Put && _last.TryGetValue((stream, record.Key), out var last) && ++Count % 2 == 0)
        {
            text = last.Replace($"\"resourceVersion\":\"{record.PreviousRevision}\"", $"\"resourceVersion\":\"{record.Revision}\"", StringComparison.Ordinal);
            record = record with { Value = Encoding.UTF8.GetBytes(text) };
        }

        _last[(stream, record.Key)] = text;
        return record;
    }
}

/// <summary>Binds pods that run to another node.</summary>
internal sealed class BindingsChanged(IRevisionLog inner) : MutantLog(inner)
{
    protected override LogRecord Spoil(string stream, LogRecord record)
    {
        var text = stream == "pods" ? Encoding.UTF8.GetString(record.Value.Span) : "";
        return text.Contains("\"phase\":\"Running\"", StringComparison.Ordinal) && text.Contains("\"nodeName\":\"node-0\"", StringComparison.Ordinal)
            ? record with { Value = Encoding.UTF8.GetBytes(text.Replace("\"nodeName\":\"node-0\"", "\"nodeName\":\"node-1\"", StringComparison.Ordinal)) }
            : record;
    }
}

/// <summary>Binds every third pod again, to another node, before its first node has begun to run it.</summary>
internal sealed class PodsBoundTwice(IRevisionLog inner) : MutantLog(inner)
{
    private const string First = "\"nodeName\":\"node-0\"";
    private const string Second = "\"nodeName\":\"node-1\"";
    private readonly Dictionary<ObjectKey, bool> _bound = [];

    protected override LogRecord Spoil(string stream, LogRecord record)
    {
        var text = stream == "pods" && record.Type == LogRecordType.Put ? Encoding.UTF8.GetString(record.Value.Span) : "";
        if (!text.Contains(First, StringComparison.Ordinal))
            return record;
        if (!_bound.TryGetValue(record.Key, out var again))
        {
            _bound[record.Key] = ++Count % 3 == 0;
            return record;
        }

        _bound[record.Key] = false;
        return again ? record with { Value = Encoding.UTF8.GetBytes(text.Replace(First, Second, StringComparison.Ordinal)) } : record;
    }
}

/// <summary>Removes a namespace as soon as it is marked for deletion, as if nothing were in it.</summary>
internal sealed class NamespacesRemovedEarly(IRevisionLog inner) : MutantLog(inner)
{
    protected override LogRecord Spoil(string stream, LogRecord record)
    {
        if (stream != "namespaces" || JsonNode.Parse(record.Value.Span) is not JsonObject space || space["metadata"]!["deletionTimestamp"] is null)
            return record;
        space["spec"]?.AsObject().Remove("finalizers");
        return record with { Type = LogRecordType.Delete, Value = Encoding.UTF8.GetBytes(space.ToJsonString()) };
    }
}

/// <summary>Removes what is marked for deletion, whatever its finalizers say.</summary>
internal sealed class FinalizersIgnored(IRevisionLog inner) : MutantLog(inner)
{
    protected override LogRecord Spoil(string stream, LogRecord record) =>
        stream == "configmaps" && record.PreviousRevision > 0 && Encoding.UTF8.GetString(record.Value.Span).Contains("\"deletionTimestamp\"", StringComparison.Ordinal)
            ? record with { Type = LogRecordType.Delete }
            : record;
}
