using CloudOrchestrator.Objects;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>Builds operation ids the way Kubernetes does, so that generated clients have the usual method names.</summary>
internal static class OperationNames
{
    private const string KubernetesSuffix = ".k8s.io";

    /// <summary>Group and version in camel case: <c>CoreV1</c>, <c>RbacAuthorizationV1</c>.</summary>
    public static string Camel(ResourceName resource) => string.Concat(GroupParts(resource.Group).Select(Capitalized)) + Capitalized(resource.Version);

    /// <summary>Group and version as a tag: <c>core_v1</c>, <c>rbacAuthorization_v1</c>.</summary>
    public static string Tag(ResourceName resource)
    {
        var parts = GroupParts(resource.Group);
        return parts[0] + string.Concat(parts.Skip(1).Select(Capitalized)) + "_" + resource.Version;
    }

    /// <summary>The text with a capital first letter.</summary>
    public static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string[] GroupParts(string group)
    {
        if (group.Length == 0)
            return ["core"];
        return (group.EndsWith(KubernetesSuffix, StringComparison.Ordinal) ? group[..^KubernetesSuffix.Length] : group).Split('.', '-');
    }
}
