using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CloudOrchestrator.NodeAgent.Nodes;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Workers;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.NodeAgent.Serving;

/// <summary>The stats/v1alpha1 Summary. Measured when asked; the first time twice, a second apart, as a rate needs two measurements.</summary>
internal sealed class StatsHandler(string nodeName, IMachine machine, ContainerCache containers, Informer<Pod> pods, IContainerRuntime runtime,
    TimeProvider time)
{
    private const string NodeId = "node";
    private const int ConcurrentMeasurements = 8;
    private static readonly TimeSpan BetweenMeasurements = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly UsageRates _rates = new();
    private readonly ConcurrentDictionary<string, ulong> _lastRates = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _measuring = new(1, 1);

    public async Task HandleAsync(HttpContext context)
    {
        var summary = await SummaryAsync(context.RequestAborted);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(summary.ToJsonString(), context.RequestAborted);
    }

    public async Task<JsonObject> SummaryAsync(CancellationToken cancellationToken)
    {
        await _measuring.WaitAsync(cancellationToken);
        try
        {
            var usages = await MeasureAsync(cancellationToken);
            if (!_lastRates.ContainsKey(NodeId) || usages.Keys.Any(id => !_lastRates.ContainsKey(id)))
            {
                await Task.Delay(BetweenMeasurements, time, cancellationToken);
                usages = await MeasureAsync(cancellationToken);
            }
            var known = usages.Keys.Append(NodeId).ToHashSet(StringComparer.Ordinal);
            _rates.KeepOnly(known);
            foreach (var id in _lastRates.Keys.Where(id => !known.Contains(id)))
                _lastRates.TryRemove(id, out _);
            return new JsonObject { ["node"] = NodeOf(), ["pods"] = new JsonArray([.. PodsOf(usages)]) };
        }
        finally
        {
            _measuring.Release();
        }
    }

    private async Task<ConcurrentDictionary<string, ContainerUsage>> MeasureAsync(CancellationToken cancellationToken)
    {
        var running = pods.Items.Values
            .SelectMany(pod => containers.OfPod(pod.Metadata.Uid ?? ""))
            .Where(container => !container.IsSandbox && container.Container.State == RuntimeContainerState.Running);
        var usages = new ConcurrentDictionary<string, ContainerUsage>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ConcurrentMeasurements, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(running, options, async (container, token) =>
        {
            if (await UsageAsync(container.Container.Id, token) is not { } usage)
                return;
            usages[container.Container.Id] = usage;
            Remember(container.Container.Id, usage.At, usage.CpuNanoseconds);
        });
        Remember(NodeId, time.GetUtcNow(), machine.CpuNanoseconds());
        return usages;
    }

    // A container over which the engine hangs is left out: the others' figures must come.
    private async Task<ContainerUsage?> UsageAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await TimeLimit.RunAsync("a container has not been measured", Patience, time, token => runtime.UsageAsync(id, token), cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private void Remember(string id, DateTimeOffset at, ulong total)
    {
        if (_rates.Rate(id, at, total) is { } rate)
            _lastRates[id] = rate;
    }

    private JsonObject NodeOf()
    {
        var now = Timestamps.Format(time.GetUtcNow());
        var memory = machine.Memory();
        return new JsonObject
        {
            ["nodeName"] = nodeName,
            ["startTime"] = Timestamps.Format(machine.BootedAt()),
            ["cpu"] = new JsonObject { ["time"] = now, ["usageNanoCores"] = _lastRates.GetValueOrDefault(NodeId), ["usageCoreNanoSeconds"] = machine.CpuNanoseconds() },
            ["memory"] = new JsonObject
            {
                ["time"] = now,
                ["availableBytes"] = memory.AvailableBytes,
                ["usageBytes"] = memory.TotalBytes - memory.FreeBytes,
                ["workingSetBytes"] = memory.TotalBytes - memory.AvailableBytes,
            },
        };
    }

    private IEnumerable<JsonNode> PodsOf(ConcurrentDictionary<string, ContainerUsage> usages)
    {
        foreach (var pod in pods.Items.Values
            .OrderBy(pod => pod.Metadata.Namespace, StringComparer.Ordinal).ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal))
        {
            var measured = containers.OfPod(pod.Metadata.Uid ?? "").Where(container => usages.ContainsKey(container.Container.Id)).ToArray();
            if (measured.Length == 0)
                continue;
            var total = measured.Select(container => usages[container.Container.Id]).ToArray();
            var at = Timestamps.Format(total.Max(usage => usage.At));
            yield return new JsonObject
            {
                ["podRef"] = new JsonObject { ["name"] = pod.Metadata.Name, ["namespace"] = pod.Metadata.Namespace, ["uid"] = pod.Metadata.Uid },
                ["startTime"] = pod.Status?.StartTime is { } start ? Timestamps.Format(start) : null,
                ["containers"] = new JsonArray([.. measured.Select(container => ContainerOf(container, usages[container.Container.Id]))]),
                ["cpu"] = Cpu(at, (ulong)measured.Sum(container => (decimal)RateOf(container)), (ulong)total.Sum(usage => (decimal)usage.CpuNanoseconds)),
                ["memory"] = Memory(at, (ulong)total.Sum(usage => (decimal)usage.MemoryBytes), (ulong)total.Sum(usage => (decimal)usage.WorkingSetBytes), (ulong)total.Sum(usage => (decimal)usage.ResidentBytes)),
            };
        }
    }

    private JsonObject ContainerOf(CachedContainer container, ContainerUsage usage)
    {
        var at = Timestamps.Format(usage.At);
        return new JsonObject
        {
            ["name"] = container.Observed?.Name,
            ["startTime"] = container.Container.StartedAt is { } start ? Timestamps.Format(start) : null,
            ["cpu"] = Cpu(at, RateOf(container), usage.CpuNanoseconds),
            ["memory"] = Memory(at, usage.MemoryBytes, usage.WorkingSetBytes, usage.ResidentBytes),
        };
    }

    private ulong RateOf(CachedContainer container) => _lastRates.GetValueOrDefault(container.Container.Id);

    private static JsonObject Cpu(string at, ulong rate, ulong total) => new() { ["time"] = at, ["usageNanoCores"] = rate, ["usageCoreNanoSeconds"] = total };

    private static JsonObject Memory(string at, ulong usage, ulong workingSet, ulong resident) =>
        new() { ["time"] = at, ["usageBytes"] = usage, ["workingSetBytes"] = workingSet, ["rssBytes"] = resident };
}
