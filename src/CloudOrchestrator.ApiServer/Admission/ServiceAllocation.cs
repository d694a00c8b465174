using System.Net;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>
/// Gives services their families, cluster addresses and node ports. Decided with the store's snapshot of all services, so that two services never share
/// an address or a port. Pure: what is picked follows from the service's uid and what is taken.
/// </summary>
internal sealed class ServiceAllocation(ApiServerOptions options) : IStreamAdmission
{
    private readonly AddressPool _addresses = new(options.ServiceCidr);
    private readonly NodePortAllocation _nodePorts = new(options);

    /// <inheritdoc/>
    public bool Handles(KindDescriptor kind) => kind.GroupVersionKind is { Group: "", Kind: "Service" };

    /// <inheritdoc/>
    public ApiStatus? Admit(ApiCall call, JsonObject value, JsonObject? old, ReplicaSnapshot snapshot)
    {
        var spec = value.ObjectOrNew("spec");
        var faults = new List<FieldError>();
        var metadata = MetadataView.Of(value);
        var seed = Seed(metadata.Uid);
        if (spec.Text("type") == "ExternalName")
        {
            foreach (var name in (string[])["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"])
                spec.Remove(name);
        }
        else
        {
            AssignFamilies(spec, faults);
            if (faults.Count == 0)
                AssignAddress(spec, old.Object("spec"), address => snapshot.HasAddress(address, metadata.Uid), seed, faults);
        }

        if (faults.Count == 0)
            _nodePorts.Assign(spec, old.Object("spec"), port => snapshot.HasNodePort(port.Protocol, port.Number, metadata.Uid), seed, faults);
        return faults.Count == 0 ? null : ApiStatuses.Invalid(call.Kind.GroupVersionKind, metadata.Name, faults);
    }

    /// <summary>Only IPv4 is served. A headless service without selector may name families it provides itself.</summary>
    private static void AssignFamilies(JsonObject spec, List<FieldError> faults)
    {
        var selectorless = spec.Object("selector") is null or { Count: 0 };
        if (selectorless && IsHeadless(spec))
        {
            if (!spec.Has("ipFamilyPolicy"))
                spec["ipFamilyPolicy"] = "RequireDualStack";
            if (!spec.Texts("ipFamilies").Any())
                spec["ipFamilies"] = spec.Text("ipFamilyPolicy") == "SingleStack" ? new JsonArray("IPv4") : new JsonArray("IPv4", "IPv6");
            return;
        }

        if (spec.Text("ipFamilyPolicy") == "RequireDualStack")
            faults.Add(FieldError.Invalid("spec.ipFamilyPolicy", "RequireDualStack", "this cluster is not configured for dual-stack services"));
        var families = spec.Texts("ipFamilies").ToArray();
        for (var index = 0; index < families.Length; index++)
        {
            if (families[index] != "IPv4")
                faults.Add(FieldError.Invalid($"spec.ipFamilies[{index}]", families[index], "not configured on this cluster"));
        }

        if (families.Length == 0)
            spec["ipFamilies"] = new JsonArray("IPv4");
        if (!spec.Has("ipFamilyPolicy"))
            spec["ipFamilyPolicy"] = "SingleStack";
    }

    private void AssignAddress(JsonObject spec, JsonObject? old, Func<string, bool> isTaken, uint seed, List<FieldError> faults)
    {
        var wanted = spec.Text("clusterIP") is { Length: > 0 } single ? single : spec.Texts("clusterIPs").FirstOrDefault("");
        if (wanted == "None" || IsHeadless(spec))
        {
            SetAddress(spec, "None");
            return;
        }

        if (wanted.Length > 0 && wanted == old.Text("clusterIP"))
        {
            SetAddress(spec, wanted);
            return;
        }

        if (wanted.Length == 0)
        {
            if (_addresses.Pick(seed, address => isTaken(address.ToString())) is { } picked)
                SetAddress(spec, picked.ToString());
            else
                faults.Add(FieldError.Invalid("spec.clusterIPs", new JsonArray(), "failed to allocate a serviceIP: range is full"));
            return;
        }

        var problem = !IPAddress.TryParse(wanted, out var parsed) || !_addresses.Contains(parsed)
            ? $"the provided IP ({wanted}) is not in the valid range. The range of valid IPs is {_addresses.Range}"
            : isTaken(wanted) ? "provided IP is already allocated" : null;
        if (problem is null)
            SetAddress(spec, wanted);
        else
            faults.Add(FieldError.Invalid("spec.clusterIPs", new JsonArray(wanted), $"failed to allocate IP {wanted}: {problem}"));
    }

    private static bool IsHeadless(JsonObject spec) => spec.Text("clusterIP") == "None" || spec.Texts("clusterIPs").FirstOrDefault() == "None";

    private static void SetAddress(JsonObject spec, string address)
    {
        spec["clusterIP"] = address;
        spec["clusterIPs"] = new JsonArray(address);
    }

    /// <summary>FNV-1a of the uid: spreads services over the range without asking for randomness.</summary>
    private static uint Seed(string uid) => uid.Aggregate(2166136261u, (hash, character) => (hash ^ character) * 16777619u);
}
