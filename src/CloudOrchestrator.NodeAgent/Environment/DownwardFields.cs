using System.Globalization;
using System.Text;

namespace CloudOrchestrator.NodeAgent.Environment;

/// <summary>Values of <c>fieldRef</c> and <c>resourceFieldRef</c>.</summary>
public static class DownwardFields
{
    /// <summary>The value of a field path; null when there is no such field.</summary>
    public static string? Field(DownwardFacts facts, string path)
    {
        var pod = facts.Pod;
        if (Subscript(path, "metadata.labels") is { } label)
            return pod.Metadata.Labels?.GetValueOrDefault(label) ?? "";
        if (Subscript(path, "metadata.annotations") is { } annotation)
            return pod.Metadata.Annotations?.GetValueOrDefault(annotation) ?? "";
        return path switch
        {
            "metadata.name" => pod.Metadata.Name,
            "metadata.namespace" => pod.Metadata.Namespace,
            "metadata.uid" => pod.Metadata.Uid,
            "metadata.labels" => FormatMap(pod.Metadata.Labels),
            "metadata.annotations" => FormatMap(pod.Metadata.Annotations),
            "spec.nodeName" => pod.Spec?.NodeName ?? "",
            "spec.serviceAccountName" => pod.Spec?.ServiceAccountName ?? "",
            "status.hostIP" or "status.hostIPs" => facts.HostIP,
            "status.podIP" or "status.podIPs" => facts.PodIP,
            _ => null,
        };
    }

    /// <summary>The value of a resource of a container, in units of the divisor, rounded up; null when there is no such resource or container.</summary>
    public static string? Resource(DownwardFacts facts, ResourceFieldSelector selector, string containerName)
    {
        var name = string.IsNullOrEmpty(selector.ContainerName) ? containerName : selector.ContainerName;
        var spec = facts.Pod.Spec ?? new PodSpec();
        var container = spec.Containers.Concat(spec.InitContainers ?? []).FirstOrDefault(candidate => candidate.Name == name);
        var dot = selector.Resource.IndexOf('.', StringComparison.Ordinal);
        if (container is null || dot < 0)
            return null;
        var resource = selector.Resource[(dot + 1)..];
        var value = selector.Resource[..dot] switch
        {
            "limits" => Value(container.Resources?.Limits, resource) ?? Allocatable(facts, resource),
            "requests" => Value(container.Resources?.Requests, resource) ?? Value(container.Resources?.Limits, resource) ?? Quantity.FromUnits(0),
            _ => (Quantity?)null,
        };
        return value is { } quantity ? Divide(quantity, selector.Divisor, resource).ToString(CultureInfo.InvariantCulture) : null;
    }

    private static long Divide(Quantity value, Quantity? divisor, string resource)
    {
        var by = divisor is { IsZero: false } given ? given : Quantity.FromUnits(1);
        // CPU is counted in thousandths on both sides; anything else in units.
        return resource == "cpu"
            ? (long)Math.Ceiling((double)value.Millis / by.Millis)
            : (long)Math.Ceiling(value.Units / (decimal)Math.Max(1, by.Units));
    }

    private static Quantity? Allocatable(DownwardFacts facts, string resource) => resource switch
    {
        "cpu" => facts.AllocatableCpu,
        "memory" => facts.AllocatableMemory,
        _ => Quantity.FromUnits(0),
    };

    private static Quantity? Value(IReadOnlyDictionary<string, Quantity>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) ? value : null;

    private static string? Subscript(string path, string field) =>
        path.StartsWith($"{field}['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal) ? path[(field.Length + 2)..^2] : null;

    /// <summary>One <c>key="value"</c> per line, sorted by key, the value quoted as Go does.</summary>
    private static string FormatMap(IReadOnlyDictionary<string, string>? map) =>
        string.Join('\n', (map ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={Quote(entry.Value)}"));

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or '\x7f' => $"\\x{(int)character:x2}",
                _ => character.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }
}
