using System.Text.Json.Nodes;

namespace CloudOrchestrator.Emulators.Functions;

/// <summary>What a host says about itself, for scripts and for the bill.</summary>
internal static class HostStatus
{
    /// <summary>The instances: name, group, state, process, port.</summary>
    public static JsonArray Instances(FunctionsHost host) =>
        [.. host.Groups.SelectMany(group => group.Instances.Select(instance => (JsonNode)new JsonObject
        {
            ["name"] = instance.Name,
            ["group"] = group.Name,
            ["id"] = instance.Id,
            ["state"] = instance.State.ToString(),
            ["pid"] = instance.ProcessId,
            ["port"] = instance.Port,
            ["running"] = instance.Running,
            ["restarts"] = instance.Restarts,
            ["coldStartMilliseconds"] = instance.ColdStart is { } start ? Math.Round(start.TotalMilliseconds) : null,
        }))];

    /// <summary>Everything.</summary>
    public static JsonObject Of(FunctionsHost host, TimeSpan uptime, int memory)
    {
        var functions = new JsonObject();
        foreach (var (function, executions, failures, messages) in host.Counters.All)
            functions[function] = new JsonObject { ["executions"] = executions, ["failures"] = failures, ["messages"] = messages };
        return new JsonObject
        {
            ["uptimeSeconds"] = Math.Round(uptime.TotalSeconds, 3),
            ["instances"] = Instances(host),
            ["groups"] = new JsonArray([.. host.Groups.Select(group => (JsonNode)new JsonObject
            {
                ["name"] = group.Name,
                ["instances"] = group.Instances.Count,
                ["waiting"] = group.Waiting,
                ["coldStarts"] = group.ColdStarts,
            })]),
            ["functions"] = functions,
            ["executions"] = host.Counters.All.Sum(counts => counts.Executions),
            ["coldStarts"] = host.Groups.Sum(group => group.ColdStarts),
            ["kills"] = host.Kills,
            ["instanceMemoryMB"] = memory,
            ["gigabyteSeconds"] = Math.Round(host.GigabyteSeconds, 3),
        };
    }
}
