namespace CloudOrchestrator.ApiServer.Discovery;

/// <summary>The discovery documents of a registry, in the legacy and the aggregated form.</summary>
internal sealed class DiscoveryDocuments(KindRegistry kinds)
{
    /// <summary><c>/api</c>.</summary>
    public static JsonObject CoreVersions(string serverAddress) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = serverAddress }),
    };

    /// <summary><c>/apis</c>.</summary>
    public JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. GroupNames().Select(group => (JsonNode)GroupEntry(group))]),
    };

    /// <summary><c>/apis/{group}</c>; null when there is no such group.</summary>
    public JsonObject? Group(string group)
    {
        if (!GroupNames().Contains(group))
            return null;
        var entry = GroupEntry(group);
        var document = new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach (var (name, value) in entry)
            document[name] = value?.DeepClone();
        return document;
    }

    /// <summary><c>/api/v1</c> and <c>/apis/{group}/{version}</c>; null when there is no such version.</summary>
    public JsonObject? Resources(string group, string version)
    {
        var members = kinds.Kinds.Where(kind => kind.Resource.Group == group && kind.Resource.Version == version).ToArray();
        if (members.Length == 0)
            return null;
        var resources = new JsonArray();
        foreach (var kind in members)
        {
            resources.Add(Resource(kind));
            foreach (var sub in Subresources(kind))
                resources.Add(Subresource(kind, sub));
        }

        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = members[0].GroupVersionKind.ApiVersion,
            ["resources"] = resources,
        };
    }

    /// <summary>The aggregated form of <c>/api</c> (<paramref name="core"/>) or <c>/apis</c>.</summary>
    public JsonObject Aggregated(bool core, string version)
    {
        var items = new JsonArray();
        foreach (var group in core ? [""] : GroupNames())
        {
            var versions = new JsonArray();
            foreach (var served in Versions(group))
            {
                versions.Add(new JsonObject
                {
                    ["version"] = served,
                    ["resources"] = new JsonArray([.. kinds.Kinds.Where(kind => kind.Resource.Group == group && kind.Resource.Version == served).Select(kind => (JsonNode)AggregatedResource(kind))]),
                    ["freshness"] = "Current",
                });
            }

            var metadata = new JsonObject { ["creationTimestamp"] = null };
            if (group.Length > 0)
                metadata.Insert(0, "name", group);
            items.Add(new JsonObject { ["metadata"] = metadata, ["versions"] = versions });
        }

        return new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
            ["metadata"] = new JsonObject(),
            ["items"] = items,
        };
    }

    /// <summary>Names of the groups but the core one, in order of discovery.</summary>
    public IReadOnlyList<string> GroupNames() => [.. kinds.Kinds.Select(kind => kind.Resource.Group).Where(group => group.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Versions of a group.</summary>
    public IEnumerable<string> Versions(string group) =>
        kinds.Kinds.Where(kind => kind.Resource.Group == group).Select(kind => kind.Resource.Version).Distinct(StringComparer.Ordinal);

    private JsonObject GroupEntry(string group)
    {
        JsonObject[] versions = [.. Versions(group).Select(version => new JsonObject { ["groupVersion"] = $"{group}/{version}", ["version"] = version })];
        return new JsonObject { ["name"] = group, ["versions"] = new JsonArray([.. versions]), ["preferredVersion"] = versions[0].DeepClone() };
    }

    private static IEnumerable<SubresourceNames> Subresources(KindDescriptor kind)
    {
        var all = kind.Subresources.ToList();
        if (kind.HasStatus && kind.Stored)
            all.Add(new SubresourceNames("status", kind.GroupVersionKind, ["get", "patch", "update"]));
        if (kind.Scale is not null)
            all.Add(new SubresourceNames("scale", new GroupVersionKind("autoscaling", "v1", "Scale"), ["get", "patch", "update"]));
        return all.OrderBy(sub => sub.Name, StringComparer.Ordinal);
    }

    private static JsonObject Resource(KindDescriptor kind)
    {
        var entry = new JsonObject
        {
            ["name"] = kind.Names.Plural,
            ["singularName"] = kind.Names.Singular,
            ["namespaced"] = kind.Namespaced,
            ["kind"] = kind.GroupVersionKind.Kind,
            ["verbs"] = Texts(kind.Verbs),
        };
        if (kind.Names.ShortNames.Count > 0)
            entry["shortNames"] = Texts(kind.Names.ShortNames);
        if (kind.Names.Categories.Count > 0)
            entry["categories"] = Texts(kind.Names.Categories);
        return entry;
    }

    private static JsonObject Subresource(KindDescriptor kind, SubresourceNames sub)
    {
        var entry = new JsonObject { ["name"] = $"{kind.Names.Plural}/{sub.Name}", ["singularName"] = "", ["namespaced"] = kind.Namespaced };
        if (sub.Kind.Group != kind.GroupVersionKind.Group || sub.Kind.Version != kind.GroupVersionKind.Version)
        {
            entry["group"] = sub.Kind.Group;
            entry["version"] = sub.Kind.Version;
        }

        entry["kind"] = sub.Kind.Kind;
        entry["verbs"] = Texts(sub.Verbs);
        return entry;
    }

    private static JsonObject AggregatedResource(KindDescriptor kind)
    {
        var entry = new JsonObject
        {
            ["resource"] = kind.Names.Plural,
            ["responseKind"] = ResponseKind(kind.GroupVersionKind),
            ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Names.Singular,
            ["verbs"] = Texts(kind.Verbs),
        };
        if (kind.Names.ShortNames.Count > 0)
            entry["shortNames"] = Texts(kind.Names.ShortNames);
        if (kind.Names.Categories.Count > 0)
            entry["categories"] = Texts(kind.Names.Categories);
        var subresources = new JsonArray();
        foreach (var sub in Subresources(kind))
            subresources.Add(new JsonObject { ["subresource"] = sub.Name, ["responseKind"] = ResponseKind(sub.Kind), ["verbs"] = Texts(sub.Verbs) });
        if (subresources.Count > 0)
            entry["subresources"] = subresources;
        return entry;
    }

    private static JsonObject ResponseKind(GroupVersionKind kind) => new() { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
