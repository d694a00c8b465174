using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary>Sets conditions of pods that are JSON trees.</summary>
internal static class PodConditions
{
    /// <summary>Sets a condition without reason and message; the transition time moves only when the status changes.</summary>
    public static void Set(JsonObject pod, string type, string status, DateTimeOffset now)
    {
        var conditions = pod.ObjectOrNew("status").ListOrNew("conditions");
        var present = conditions.OfType<JsonObject>().FirstOrDefault(condition => condition.Text("type") == type);
        if (present is null)
        {
            present = new JsonObject { ["type"] = type };
            conditions.Add(present);
        }

        if (present.Text("status") == status)
            return;
        present["status"] = status;
        present["lastProbeTime"] = null;
        present["lastTransitionTime"] = Timestamps.Format(now);
        present.Remove("reason");
        present.Remove("message");
    }
}
