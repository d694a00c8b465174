using System.Text.Json.Nodes;
using CloudOrchestrator.ApiServer.OpenApi;
using CloudOrchestrator.Kinds;

namespace CloudOrchestrator.ApiServer.Tests.OpenApi;

public sealed class OpenApiDocumentsTests
{
    private readonly OpenApiDocuments _documents = new(KindRegistry.BuiltIn(), "v1.32.0");

    [Fact]
    public void Index_BuiltInKinds_PointsToEveryGroupVersionByItsHash()
    {
        var paths = Parse(_documents.Index)["paths"]!.AsObject();

        Assert.Contains("api/v1", paths.Select(path => path.Key));
        Assert.Contains("apis/apps/v1", paths.Select(path => path.Key));
        foreach (var (path, entry) in paths)
            Assert.Equal($"/openapi/v3/{path}?hash={_documents.ForGroupVersion(path)!.Hash}", entry!["serverRelativeURL"]!.GetValue<string>());
    }

    [Fact]
    public void ForGroupVersion_UnknownPath_IsNull() => Assert.Null(_documents.ForGroupVersion("apis/none/v1"));

    [Fact]
    public void ForGroupVersion_AnyGroupVersion_ResolvesAllReferences()
    {
        foreach (var path in Parse(_documents.Index)["paths"]!.AsObject().Select(path => path.Key))
        {
            var document = Parse(_documents.ForGroupVersion(path)!);
            var schemas = document["components"]!["schemas"]!.AsObject();
            var references = References(document).ToHashSet(StringComparer.Ordinal);
            Assert.All(references, reference => Assert.True(schemas.ContainsKey(reference["#/components/schemas/".Length..]), reference));
            Assert.NotEmpty(references);
        }
    }

    [Fact]
    public void ForGroupVersion_Apps_DescribesFieldsAsKubernetesDoes()
    {
        var schemas = Parse(_documents.ForGroupVersion("apis/apps/v1")!)["components"]!["schemas"]!;
        var deployment = schemas["io.k8s.api.apps.v1.Deployment"]!;
        var spec = schemas["io.k8s.api.core.v1.PodSpec"]!;
        var container = schemas["io.k8s.api.core.v1.Container"]!["properties"]!;

        Assert.Equal("""[{"group":"apps","kind":"Deployment","version":"v1"}]""", deployment["x-kubernetes-group-version-kind"]!.ToJsonString());
        Assert.Equal("#/components/schemas/io.k8s.api.apps.v1.DeploymentSpec", deployment["properties"]!["spec"]!["allOf"]![0]!["$ref"]!.GetValue<string>());
        Assert.Equal("{}", deployment["properties"]!["spec"]!["default"]!.ToJsonString());
        Assert.Equal("""["containers"]""", spec["required"]!.ToJsonString());
        Assert.Equal("name", spec["properties"]!["containers"]!["x-kubernetes-patch-merge-key"]!.GetValue<string>());
        Assert.Equal("merge", spec["properties"]!["containers"]!["x-kubernetes-patch-strategy"]!.GetValue<string>());
        Assert.Equal("map", container["ports"]!["x-kubernetes-list-type"]!.GetValue<string>());
        Assert.Equal("""["containerPort","protocol"]""", container["ports"]!["x-kubernetes-list-map-keys"]!.ToJsonString());
        Assert.Equal("atomic", spec["properties"]!["nodeSelector"]!["x-kubernetes-map-type"]!.GetValue<string>());
        Assert.Equal("atomic", schemas["io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector"]!["x-kubernetes-map-type"]!.GetValue<string>());
        Assert.Equal("""{"type":"object","additionalProperties":{"$ref":"#/components/schemas/io.k8s.apimachinery.pkg.api.resource.Quantity"}}""",
            WithoutDescription(schemas["io.k8s.api.core.v1.ResourceRequirements"]!["properties"]!["limits"]!));
        Assert.Equal("int64", spec["properties"]!["terminationGracePeriodSeconds"]!["format"]!.GetValue<string>());
    }

    [Fact]
    public void ForGroupVersion_Core_OffersThePatchParametersThatKubectlLooksFor()
    {
        var path = Parse(_documents.ForGroupVersion("api/v1")!)["paths"]!["/api/v1/namespaces/{namespace}/pods/{name}"]!;

        Assert.Equal("""{"group":"","kind":"Pod","version":"v1"}""", path["patch"]!["x-kubernetes-group-version-kind"]!.ToJsonString());
        Assert.Equal(["dryRun", "fieldManager", "fieldValidation", "force"], path["patch"]!["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()));
        Assert.Equal(["name", "namespace", "pretty"], path["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()));
    }

    [Fact]
    public void ForGroupVersion_Core_NamesOperationsAsKubernetesDoes()
    {
        var paths = Parse(_documents.ForGroupVersion("api/v1")!)["paths"]!.AsObject();
        var ids = paths.SelectMany(path => path.Value!.AsObject()).Select(member => (member.Value as JsonObject)?["operationId"]?.GetValue<string>()).OfType<string>().ToList();

        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        string[] expected =
        [
            "listCoreV1NamespacedPod", "listCoreV1PodForAllNamespaces", "createCoreV1NamespacedPod", "readCoreV1NamespacedPod", "replaceCoreV1NamespacedPod",
            "patchCoreV1NamespacedPod", "deleteCoreV1NamespacedPod", "deleteCoreV1CollectionNamespacedPod", "readCoreV1NamespacedPodStatus",
            "readCoreV1NamespacedPodLog", "connectCoreV1GetNamespacedPodExec", "createCoreV1NamespacedPodBinding", "createCoreV1NamespacedPodEviction",
            "listCoreV1Node", "readCoreV1Node",
        ];
        Assert.Empty(expected.Except(ids, StringComparer.Ordinal));
    }

    [Fact]
    public void SwaggerJson_BuiltInKinds_ResolvesAllReferences()
    {
        var document = Parse(_documents.SwaggerJson);
        var definitions = document["definitions"]!.AsObject();

        Assert.Equal("2.0", document["swagger"]!.GetValue<string>());
        Assert.All(References(document).Distinct(StringComparer.Ordinal), reference => Assert.True(definitions.ContainsKey(reference["#/definitions/".Length..]), reference));
        Assert.Equal("int-or-string", definitions["io.k8s.apimachinery.pkg.util.intstr.IntOrString"]!["format"]!.GetValue<string>());
        Assert.DoesNotContain("allOf", document.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void SwaggerJson_BuiltInKinds_ExplainsEveryTypeAndField()
    {
        var definitions = Parse(_documents.SwaggerJson)["definitions"]!.AsObject();
        var silent = definitions.Where(definition => definition.Value!["description"] is null).Select(definition => definition.Key)
            .Concat(definitions.SelectMany(definition => (definition.Value!["properties"] as JsonObject ?? [])
                .Where(property => property.Value!["description"] is null).Select(property => $"{definition.Key}.{property.Key}")))
            .Except(["io.k8s.apimachinery.pkg.apis.meta.v1.WatchEvent.object"], StringComparer.Ordinal);

        Assert.Empty(silent);
    }

    [Fact]
    public void Hash_OfTwoInstances_IsTheSame()
    {
        var other = new OpenApiDocuments(KindRegistry.BuiltIn(), "v1.32.0");

        Assert.Equal(other.Index.Hash, _documents.Index.Hash);
        Assert.Equal(other.SwaggerProtobuf.Hash, _documents.SwaggerProtobuf.Hash);
    }

    private static JsonNode Parse(OpenApiDocument document) => JsonNode.Parse(document.Body.Span)!;

    private static string WithoutDescription(JsonNode schema)
    {
        schema.AsObject().Remove("description");
        return schema.ToJsonString();
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field is { Key: "$ref", Value: JsonValue value } ? [value.GetValue<string>()] : References(field.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
