using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.ApiServer.OpenApi.Gnostic;
using CloudOrchestrator.Kinds;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>
/// The OpenAPI documents of a set of kinds: version 3 by group version, version 2 in one. Each is built when it is first asked for and kept.
/// A changed set of kinds gets a new instance. Safe for concurrent use.
/// </summary>
public sealed class OpenApiDocuments
{
    /// <summary>
    /// What kubectl up to 1.29 accepts as version 2. Go takes the at sign for a fault in a Content-Type, so the answer is of
    /// <see cref="SwaggerProtobufMediaType"/>; clients may also accept that name.
    /// </summary>
    public const string SwaggerProtobufAccept = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    /// <summary>Content type of version 2 as protobuf.</summary>
    public const string SwaggerProtobufMediaType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private const string Json = "application/json";

    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly KindRegistry _kinds;
    private readonly string _version;
    private readonly Lazy<TypeDescriptions> _descriptions = new(TypeDescriptions.ReadEmbedded);
    private readonly ConcurrentDictionary<string, Lazy<OpenApiDocument>> _groupVersions = new(StringComparer.Ordinal);
    private readonly Lazy<OpenApiDocument> _index;
    private readonly Lazy<OpenApiDocument> _swaggerJson;
    private readonly Lazy<OpenApiDocument> _swaggerProtobuf;

    /// <summary>The documents of the given kinds.</summary>
    /// <param name="kinds">What the server serves.</param>
    /// <param name="version">Version of the API, as <c>/version</c> tells it.</param>
    public OpenApiDocuments(KindRegistry kinds, string version)
    {
        _kinds = kinds;
        _version = version;
        foreach (var group in kinds.Kinds.GroupBy(kind => kind.Resource.PathPrefix[1..], StringComparer.Ordinal))
            _groupVersions[group.Key] = new(() => BuildGroupVersion([.. group]));
        _index = new(BuildIndex);
        _swaggerJson = new(() => Finish(JsonSerializer.SerializeToUtf8Bytes(BuildSwagger(), s_compact), Json));
        _swaggerProtobuf = new(() => Finish(GnosticDocument.Encode(BuildSwagger()), SwaggerProtobufMediaType));
    }

    /// <summary><c>/openapi/v3</c>: where the document of each group version is.</summary>
    public OpenApiDocument Index => _index.Value;

    /// <summary><c>/openapi/v2</c> as JSON.</summary>
    public OpenApiDocument SwaggerJson => _swaggerJson.Value;

    /// <summary><c>/openapi/v2</c> as protobuf.</summary>
    public OpenApiDocument SwaggerProtobuf => _swaggerProtobuf.Value;

    /// <summary><c>/openapi/v3/…</c>; null when nothing is served at the path.</summary>
    /// <param name="path">What follows, such as <c>api/v1</c> or <c>apis/apps/v1</c>.</param>
    public OpenApiDocument? ForGroupVersion(string path) => _groupVersions.TryGetValue(path, out var document) ? document.Value : null;

    private OpenApiDocument BuildIndex()
    {
        var paths = new JsonObject();
        foreach (var (path, document) in _groupVersions.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            paths.Add(path, new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={document.Value.Hash}" });
        return Finish(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["paths"] = paths }, s_compact), Json);
    }

    private OpenApiDocument BuildGroupVersion(IReadOnlyList<KindDescriptor> kinds)
    {
        var definitions = new DefinitionSet(_kinds, _descriptions.Value, OpenApiDialect.Version3);
        var paths = PathsVersion3.Build(kinds.SelectMany(kind => KindOperations.Of(kind, definitions)), definitions);
        var document = new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = Info(),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = definitions.ToJson() },
        };
        return Finish(JsonSerializer.SerializeToUtf8Bytes(document, s_compact), Json);
    }

    private JsonObject BuildSwagger()
    {
        var definitions = new DefinitionSet(_kinds, _descriptions.Value, OpenApiDialect.Version2);
        var paths = PathsVersion2.Build(_kinds.Kinds.SelectMany(kind => KindOperations.Of(kind, definitions)), definitions);
        return new JsonObject { ["swagger"] = "2.0", ["info"] = Info(), ["paths"] = paths, ["definitions"] = definitions.ToJson() };
    }

    private JsonObject Info() => new() { ["title"] = "Kubernetes", ["version"] = _version };

    private static OpenApiDocument Finish(byte[] body, string mediaType) => new(body, mediaType, Convert.ToHexString(SHA256.HashData(body)));
}
