using CloudOrchestrator.Kinds;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Schemas;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>Names of the definitions that no schema node carries.</summary>
internal static class DefinitionNames
{
    public const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    public const string IntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
    public const string Time = Meta + "Time";
    public const string MicroTime = Meta + "MicroTime";
    public const string Duration = Meta + "Duration";
    public const string FieldsV1 = Meta + "FieldsV1";
    public const string Patch = Meta + "Patch";
    public const string WatchEvent = Meta + "WatchEvent";
    public const string RawExtension = "io.k8s.apimachinery.pkg.runtime.RawExtension";

    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    /// <summary>Definition of a kind: the name of its type, or one made of its group for a custom resource.</summary>
    public static string Of(KindDescriptor kind, SchemaNode schema) => schema.TypeName ?? Of(kind.GroupVersionKind);

    /// <summary>Definition of the list of a kind.</summary>
    public static string ListOf(KindDescriptor kind, SchemaNode schema) => Of(kind, schema) + "List";

    private static string Of(GroupVersionKind kind) => string.Join('.', kind.Group.Split('.').Reverse().Append(kind.Version).Append(kind.Kind));
}
