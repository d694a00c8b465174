namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Defaults of pods and pod templates that one field alone cannot tell.</summary>
internal static class PodDefaults
{
    private static readonly ImmutableArray<string> ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>Defaults of any pod spec, also inside templates.</summary>
    public static void ApplyToSpec(JsonObject? spec)
    {
        if (spec is null)
            return;
        spec.Default("securityContext", new JsonObject());
        MatchServiceAccountNames(spec);
        foreach (var container in ContainerLists.SelectMany(list => spec.Objects(list)))
            container.DefaultText("imagePullPolicy", ImageReference.PullPolicyFor(container.Text("image")));
        foreach (var volume in spec.Objects("volumes"))
            ApplyToVolume(volume);
    }

    /// <summary>Defaults of a pod template; none when the owner has no template.</summary>
    public static void ApplyToTemplate(JsonObject? template) => ApplyToSpec(template.Object("spec"));

    /// <summary>Defaults only pods have; templates stay as they were written.</summary>
    public static void ApplyToPod(JsonObject pod)
    {
        var spec = pod.ObjectOrNew("spec");
        ApplyToSpec(spec);
        spec.Default("enableServiceLinks", true);
        foreach (var container in spec.Objects("initContainers").Concat(spec.Objects("containers")))
        {
            RequestWhatIsLimited(container);
            if (spec.IsTrue("hostNetwork"))
                UseContainerPortsOnHost(container);
        }

        MatchAddresses(pod.Object("status"));
    }

    // The deprecated field always shows what the current one says, and feeds it when that is empty.
    private static void MatchServiceAccountNames(JsonObject spec)
    {
        var name = spec.Text("serviceAccountName");
        if (name.Length == 0)
            name = spec.Text("serviceAccount");
        if (name.Length == 0)
            return;
        spec["serviceAccountName"] = name;
        spec["serviceAccount"] = name;
    }

    private static void ApplyToVolume(JsonObject volume)
    {
        if (volume.All(field => field.Key == "name"))
            volume["emptyDir"] = new JsonObject();
        if (volume.Object("image") is { } image)
            image.DefaultText("pullPolicy", ImageReference.PullPolicyFor(image.Text("reference")));
    }

    private static void RequestWhatIsLimited(JsonObject container)
    {
        if (container.Object("resources") is not { } resources || resources.Object("limits") is not { Count: > 0 } limits)
            return;
        var requests = resources.ObjectOrNew("requests");
        foreach (var (resource, amount) in limits)
        {
            if (!requests.ContainsKey(resource))
                requests[resource] = amount?.DeepClone();
        }
    }

    private static void UseContainerPortsOnHost(JsonObject container)
    {
        foreach (var port in container.Objects("ports"))
        {
            if (port.Number("hostPort") is null or 0)
                port["hostPort"] = port["containerPort"]?.DeepClone();
        }
    }

    // Old clients write podIP only; when both are given and differ, podIP counts.
    private static void MatchAddresses(JsonObject? status)
    {
        var address = status.Text("podIP");
        var first = status.Objects("podIPs").FirstOrDefault().Text("ip");
        if (status is null || address == first)
            return;
        if (address.Length == 0)
            status["podIP"] = first;
        else
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address });
    }
}
