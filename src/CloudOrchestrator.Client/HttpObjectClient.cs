using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace CloudOrchestrator.Client;

/// <summary>
/// The API over HTTP. <paramref name="http"/> carries the server's address, credentials and trust. A request without an answer throws
/// <see cref="HttpRequestException"/> (or <see cref="IOException"/> inside a watch); whatever the server answers is a value.
/// </summary>
public sealed class HttpObjectClient(HttpClient http, IResourceMap resources, IWatchPacing? pacing = null) : IObjectClient
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    /// <inheritdoc/>
    public IWatchPacing? Pacing => pacing;

    /// <inheritdoc/>
    public async Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        using var request = Request(HttpMethod.Get, ResourceUrl.Item(resources.For(typeof(T)), @namespace, name));
        return await SendAsync<T>(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        using var request = Request(HttpMethod.Get, ResourceUrl.List(resources.For(typeof(T)), @namespace, query, watch: false));
        var body = await SendAsync<ListBody<T>>(request, cancellationToken);
        return body.Succeeded ? new ObjectList<T>(body.Value.Items ?? [], body.Value.Metadata?.ResourceVersion ?? "") : body.Error;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// With bookmarks and a start revision, the sequence begins with a bookmark at that revision as soon as the server has accepted the watch, so that the
    /// reader knows that it is in contact.
    /// </remarks>
    public async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(
        string? @namespace, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        using var request = Request(HttpMethod.Get, ResourceUrl.List(resources.For(typeof(T)), @namespace, query, watch: true));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new ApiStatusException(await ResponseStatus.ReadAsync(response, cancellationToken));
        if (query is { AllowWatchBookmarks: true, UntilCaughtUp: false } && !string.IsNullOrEmpty(query.ResourceVersion))
            yield return new ObjectChange<T>("BOOKMARK", Bookmark<T>(query.ResourceVersion));
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using (stream)
        {
            var lines = new LineReader(stream);
            while (await lines.ReadAsync(cancellationToken) is { } line)
            {
                if (line.Span.TrimStart((byte)' ').IsEmpty)
                    continue;
                var change = ReadChange<T>(line.Span);
                yield return change;
                if (query.UntilCaughtUp && change.Type == "BOOKMARK")
                    yield break;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">There is a guard: only the in-process client can keep its promise.</exception>
    public async Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        if (guard is not null)
            throw new NotSupportedException("guarded creation needs the in-process client");
        var resource = resources.For(typeof(T));
        using var request = Request(HttpMethod.Post, ResourceUrl.Collection(resource, value.Metadata.Namespace), Body(value, resource));
        return await SendAsync<T>(request, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">There is a guard: only the in-process client can keep its promise.</exception>
    public async Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        if (guard is not null)
            throw new NotSupportedException("a guarded update needs the in-process client");
        var resource = resources.For(typeof(T));
        var url = ResourceUrl.Item(resource, value.Metadata.Namespace ?? "", value.Metadata.Name ?? "", subresource);
        using var request = Request(HttpMethod.Put, url, Body(value, resource));
        return await SendAsync<T>(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var url = ResourceUrl.Item(resources.For(typeof(T)), @namespace, name, subresource) + "?fieldManager=" + Uri.EscapeDataString(patch.FieldManager);
        if (patch.Force)
            url += "&force=true";
        using var request = Request(HttpMethod.Patch, url, patch.Body);
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue(patch.MediaType);
        return await SendAsync<T>(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var named = options with { Kind = options.Kind ?? "DeleteOptions", ApiVersion = options.ApiVersion ?? "v1" };
        using var request = Request(HttpMethod.Delete, ResourceUrl.Item(resources.For(typeof(T)), @namespace, name), ObjectJson.ToJsonObject(named));
        var answer = await SendAsync<JsonObject>(request, cancellationToken);
        if (!answer.Succeeded)
            return ResultOf<ApiStatus>.Failure(answer.Error);
        if (IsStatus(answer.Value))
            return ResultOf<ApiStatus>.Success(ObjectJson.Deserialize<ApiStatus>(answer.Value));
        // Deletion that takes time is answered with the object.
        var uid = answer.Value["metadata"]?["uid"]?.GetValue<string>();
        var details = new StatusDetails { Name = name, Kind = resources.For(typeof(T)).Resource.Plural, Uid = uid };
        return ResultOf<ApiStatus>.Success(ApiStatuses.Success(details));
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">There is a guard: only the in-process client can keep its promise.</exception>
    public async Task<ResultOf<TBody>> PostAsync<T, TBody>(
        string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
        where TBody : class
    {
        if (guard is not null)
            throw new NotSupportedException("a guarded post needs the in-process client");
        var url = ResourceUrl.Item(resources.For(typeof(T)), @namespace, name, subresource);
        using var request = Request(HttpMethod.Post, url, ObjectJson.ToJsonObject(body));
        var answer = await SendAsync<JsonObject>(request, cancellationToken);
        if (!answer.Succeeded)
            return ResultOf<TBody>.Failure(answer.Error);
        // Bindings and evictions are answered with a mere success.
        var isBareSuccess = IsStatus(answer.Value) && typeof(TBody) != typeof(ApiStatus);
        return ResultOf<TBody>.Success(isBareSuccess ? body : ObjectJson.Deserialize<TBody>(answer.Value));
    }

    private static HttpRequestMessage Request(HttpMethod method, string url, JsonNode? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(url.TrimStart('/'), UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, ObjectJson.Options));
            request.Content.Headers.ContentType = JsonType;
        }
        return request;
    }

    private static JsonObject Body<T>(T value, ResourceInfo resource)
        where T : class, IKubernetesObject
    {
        var body = ObjectJson.ToJsonObject(value);
        body["kind"] = resource.Kind;
        body["apiVersion"] = resource.Resource.ApiVersion;
        return body;
    }

    private async Task<ResultOf<T>> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return await ResponseStatus.ReadAsync(response, cancellationToken);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using (stream)
        {
            return await JsonSerializer.DeserializeAsync<T>(stream, ObjectJson.Options, cancellationToken)
                ?? throw new JsonException("the server answered null");
        }
    }

    private static ObjectChange<T> ReadChange<T>(ReadOnlySpan<byte> line)
        where T : class
    {
        var change = ObjectJson.Deserialize<WatchLine>(line);
        if (change.Type == "ERROR")
            throw new ApiStatusException(change.Object.Deserialize<ApiStatus>(ObjectJson.Options) ?? ApiStatuses.InternalError("the watch failed"));
        return new ObjectChange<T>(change.Type, change.Object.Deserialize<T>(ObjectJson.Options) ?? throw new JsonException("an event has no object"));
    }

    private static T Bookmark<T>(string resourceVersion) =>
        ObjectJson.Deserialize<T>(new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = resourceVersion } });

    private static bool IsStatus(JsonObject value) => value["kind"] is JsonValue kind && kind.TryGetValue<string>(out var text) && text == "Status";
}
