using System.Text.Json.Nodes;

namespace CloudOrchestrator.Cli.Showing;

/// <summary>How far one thing is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Where">Where it is or what it belongs to.</param>
/// <param name="State">In a word or a sentence.</param>
/// <param name="Done">True when there is nothing left to wait for.</param>
internal sealed record ProgressLine(string Name, string Where, string State, bool Done)
{
    /// <summary>A node: ready, or why not.</summary>
    public static ProgressLine OfNode(JsonObject node)
    {
        var ready = Condition(node, "Ready");
        var done = (string?)ready?["status"] == "True";
        var address = (string?)node["status"]?["addresses"]?.AsArray().FirstOrDefault(address => (string?)address?["type"] == "InternalIP")?["address"];
        return new((string)node["metadata"]!["name"]!, address ?? "", done ? "Ready" : (string?)ready?["message"] ?? "NotReady", done);
    }

    /// <summary>A pod: ready, or the most telling reason why not.</summary>
    public static ProgressLine OfPod(JsonObject pod)
    {
        var status = pod["status"];
        var done = (string?)Condition(pod, "Ready")?["status"] == "True";
        var waiting = status?["containerStatuses"]?.AsArray().Select(container => container?["state"]?["waiting"]).FirstOrDefault(state => state is not null);
        var unscheduled = Condition(pod, "PodScheduled") is { } scheduled && (string?)scheduled["status"] == "False" ? (string?)scheduled["message"] : null;
        var reason = (string?)waiting?["message"] ?? (string?)waiting?["reason"] ?? unscheduled;
        var state = done ? "Ready" : reason ?? (string?)status?["phase"] ?? "Pending";
        return new((string)pod["metadata"]!["name"]!, (string?)pod["spec"]?["nodeName"] ?? "", state, done);
    }

    private static JsonObject? Condition(JsonObject value, string type) =>
        value["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition?["type"] == type)?.AsObject();
}
