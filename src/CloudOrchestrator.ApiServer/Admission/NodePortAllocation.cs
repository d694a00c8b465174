using System.Globalization;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>
/// Gives the ports of NodePort and LoadBalancer services their node ports. The lowest part of the range is kept for ports that users choose themselves
/// and is given out only when the rest is taken, as Kubernetes does (KEP-3668).
/// </summary>
internal sealed class NodePortAllocation(ApiServerOptions options)
{
    private int Count => options.NodePortMax - options.NodePortMin + 1;

    /// <summary>Assigns in place; faults name the port's field.</summary>
    public void Assign(JsonObject spec, JsonObject? old, Func<(string Protocol, int Number), bool> isTaken, uint seed, List<FieldError> faults)
    {
        var type = spec.Text("type");
        var isLoadBalancer = type == "LoadBalancer";
        if (type != "NodePort" && !isLoadBalancer)
            return;
        var kept = old.Objects("ports").Select(Key).Where(port => port.Number > 0).ToHashSet();
        var allocates = !isLoadBalancer || spec.Truth("allocateLoadBalancerNodePorts") != false;
        var ports = spec.Objects("ports").ToArray();
        var own = new HashSet<(string Protocol, int Number)>();
        for (var index = 0; index < ports.Length; index++)
        {
            if (Key(ports[index]) is { Number: > 0 } chosen && Check(chosen, $"spec.ports[{index}].nodePort", isTaken, kept, faults))
                own.Add(chosen);
        }

        foreach (var port in ports.Where(port => allocates && faults.Count == 0 && Key(port).Number == 0))
            Give(port, ports, isTaken, own, seed, faults);
        AssignHealthCheck(spec, old, isTaken, own, seed, faults);
    }

    private bool Check(
        (string Protocol, int Number) chosen, string field, Func<(string Protocol, int Number), bool> isTaken, HashSet<(string, int)> kept, List<FieldError> faults)
    {
        if (kept.Contains(chosen))
            return true;
        if (chosen.Number < options.NodePortMin || chosen.Number > options.NodePortMax)
        {
            faults.Add(FieldError.Invalid(field, chosen.Number,
                $"provided port is not in the valid range. The range of valid ports is {options.NodePortMin}-{options.NodePortMax}"));
            return false;
        }

        if (isTaken(chosen))
        {
            faults.Add(FieldError.Invalid(field, chosen.Number, "provided port is already allocated"));
            return false;
        }

        return true;
    }

    /// <summary>A port with the same number and another protocol shares the node port where it can.</summary>
    private void Give(
        JsonObject port, JsonObject[] ports, Func<(string Protocol, int Number), bool> isTaken,
        HashSet<(string Protocol, int Number)> own, uint seed, List<FieldError> faults)
    {
        var protocol = Key(port).Protocol;
        var sibling = ports.Where(other => other != port && other.Number("port") == port.Number("port")).Select(other => Key(other).Number).FirstOrDefault(number => number > 0);
        var picked = sibling > 0 && IsFree((protocol, sibling), isTaken, own) ? sibling : Pick(protocol, isTaken, own, seed);
        if (picked == 0)
        {
            faults.Add(FieldError.Invalid("spec.ports", port.Number("port"), "failed to allocate a nodePort: range is full"));
            return;
        }

        own.Add((protocol, picked));
        port["nodePort"] = picked;
    }

    private void AssignHealthCheck(
        JsonObject spec, JsonObject? old, Func<(string Protocol, int Number), bool> isTaken, HashSet<(string Protocol, int Number)> own, uint seed, List<FieldError> faults)
    {
        if (spec.Text("type") != "LoadBalancer" || spec.Text("externalTrafficPolicy") != "Local" || faults.Count > 0)
            return;
        var chosen = (int)(spec.Number("healthCheckNodePort") ?? 0);
        if (chosen == 0)
            spec["healthCheckNodePort"] = Pick("TCP", isTaken, own, seed);
        else if (old.Number("healthCheckNodePort") != chosen)
            Check(("TCP", chosen), "spec.healthCheckNodePort", isTaken, [], faults);
    }

    private int Pick(string protocol, Func<(string Protocol, int Number), bool> isTaken, HashSet<(string Protocol, int Number)> own, uint seed)
    {
        var chosenByUsers = Math.Min(Math.Min(Math.Max(16, Count / 32), 128), Count);
        var given = Probe(chosenByUsers, Count - chosenByUsers);
        return given != 0 ? given : Probe(0, chosenByUsers);

        int Probe(int offset, int count)
        {
            for (var step = 0; step < count; step++)
            {
                var number = options.NodePortMin + offset + (int)((seed + (uint)step) % (uint)count);
                if (IsFree((protocol, number), isTaken, own))
                    return number;
            }

            return 0;
        }
    }

    private static bool IsFree((string Protocol, int Number) port, Func<(string Protocol, int Number), bool> isTaken, HashSet<(string Protocol, int Number)> own) =>
        !isTaken(port) && !own.Contains(port);

    private static (string Protocol, int Number) Key(JsonObject port)
    {
        var protocol = port.Text("protocol");
        return (protocol.Length == 0 ? "TCP" : protocol, Convert.ToInt32(port.Number("nodePort") ?? 0, CultureInfo.InvariantCulture));
    }
}
