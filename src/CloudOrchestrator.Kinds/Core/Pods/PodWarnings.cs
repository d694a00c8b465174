namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>What is allowed in a pod's spec but hardly meant.</summary>
internal static class PodWarnings
{
    private static readonly ImmutableDictionary<string, string> DeprecatedNodeLabels = new Dictionary<string, string>
    {
        ["beta.kubernetes.io/arch"] = "kubernetes.io/arch",
        ["beta.kubernetes.io/os"] = "kubernetes.io/os",
        ["failure-domain.beta.kubernetes.io/region"] = "topology.kubernetes.io/region",
        ["failure-domain.beta.kubernetes.io/zone"] = "topology.kubernetes.io/zone",
        ["beta.kubernetes.io/instance-type"] = "node.kubernetes.io/instance-type",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Warnings for a spec at <paramref name="path"/>.</summary>
    public static IReadOnlyList<string> Of(JsonObject? spec, string path)
    {
        var warnings = new List<string>();
        foreach (var (label, _) in spec.Object("nodeSelector") ?? [])
        {
            if (DeprecatedNodeLabels.TryGetValue(label, out var current))
                warnings.Add($"{path}.nodeSelector[{label}]: deprecated since v1.14; use \"{current}\" instead");
        }

        WarnOfContainers(spec, "initContainers", path, warnings);
        WarnOfContainers(spec, "containers", path, warnings);
        WarnOfPorts(spec, path, warnings);
        WarnOfTerminationGrace(spec, path, warnings);
        return warnings;
    }

    private static void WarnOfContainers(JsonObject? spec, string list, string path, List<string> warnings)
    {
        var index = 0;
        foreach (var container in spec.Objects(list))
        {
            var field = $"{path}.{list}[{index++}]";
            var names = new HashSet<string>(StringComparer.Ordinal);
            var position = 0;
            foreach (var variable in container.Objects("env"))
            {
                var name = variable.Text("name");
                if (name.Length > 0 && !names.Add(name) && !variable.Text("value").Contains($"$({name})", StringComparison.Ordinal))
                    warnings.Add($"{field}.env[{position}]: hides previous definition of \"{name}\", which may be dropped when using apply");
                position++;
            }
        }
    }

    private static void WarnOfPorts(JsonObject? spec, string path, List<string> warnings)
    {
        var seen = new Dictionary<(long?, string, long?, string), string>();
        var index = 0;
        foreach (var container in spec.Objects("containers"))
        {
            var position = 0;
            foreach (var port in container.Objects("ports"))
            {
                var field = $"{path}.containers[{index}].ports[{position++}]";
                var key = (port.Number("containerPort"), port.Text("protocol"), port.Number("hostPort"), port.Text("hostIP"));
                if (!seen.TryAdd(key, field))
                    warnings.Add($"{field}: duplicate port definition with {seen[key]}");
            }

            index++;
        }
    }

    private static void WarnOfTerminationGrace(JsonObject? spec, string path, List<string> warnings)
    {
        if (spec.Number("terminationGracePeriodSeconds") < 0)
            warnings.Add($"{path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1");
    }
}
