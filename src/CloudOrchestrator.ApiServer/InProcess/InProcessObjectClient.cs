using System.Globalization;
using System.Runtime.CompilerServices;
using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.ApiServer.Verbs;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.ApiServer.InProcess;

/// <summary>The object client of the control plane's own parts: the same verb pipeline as over HTTP, without HTTP.</summary>
internal sealed class InProcessObjectClient(ServerParts parts, VerbSet verbs, ObjectIntake intake, InProcessPosts posts, StoreWriter writer, Caller caller) : IObjectClient
{
    private readonly WriteOptions _options = new() { FieldManager = WriteOptions.ManagerOf(caller.Name.Replace("system:", "", StringComparison.Ordinal)), FieldValidation = FieldValidation.Ignore };

    private readonly PodCopies _copies = new(parts, writer);

    /// <inheritdoc/>
    public async Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject =>
        Typed<T>(await verbs.Get.RunAsync(Call<T>(@namespace, name), null, cancellationToken));

    /// <inheritdoc/>
    public async Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var options = Options(query, watch: false);
        if (!options.Succeeded)
            return options.Error;
        var list = await verbs.List.RunAsync(Call<T>(@namespace ?? "", ""), options.Value, cancellationToken);
        if (!list.Succeeded)
            return list.Error;
        return new ObjectList<T>([.. list.Value.Items.Select(Typed<T>)], list.Value.Revision.ToString(CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? @namespace, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var options = Options(query, watch: true).Require();
        var call = Call<T>(@namespace ?? "", "");
        var started = await verbs.Watch.RunAsync(call, options, query.Timeout ?? parts.Options.WatchTimeoutMin, cancellationToken);
        await using var session = started.Require();
        while (await session.NextAsync() is { } events)
        {
            foreach (var item in events)
            {
                if (item.Failure is { } failure)
                    throw new ApiStatusException(failure);
                yield return item.Value is { } value
                    ? new ObjectChange<T>(item.Type, value.Revision == item.Revision ? Typed<T>(value) : AtRevision<T>(value, item.Revision))
                    : new ObjectChange<T>(item.Type, ObjectJson.Deserialize<T>(BookmarkTree(item)));
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var call = Call<T>(value.Metadata.Namespace ?? "", "", guard: Guard(guard));
        if (value is Pod pod && PodCopies.MayBe(pod))
        {
            if (await _copies.CreateAsync(call, pod, cancellationToken) is { } answer)
                return Typed<T>(answer);
            await _copies.LearnAsync(call, pod, cancellationToken);
        }

        var taken = intake.Take(Decoded(value), call.Kind, FieldValidation.Ignore, call.Warnings, null);
        return taken.Succeeded ? Typed<T>(await verbs.Create.RunAsync(call, _options, taken.Value, tracked: false, cancellationToken)) : taken.Error;
    }

    /// <inheritdoc/>
    public async Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var call = Call<T>(value.Metadata.Namespace ?? "", value.Metadata.Name ?? "", subresource ?? "", Guard(guard));
        if (posts.StrategyOf(call) is not { } strategy)
            return ApiStatuses.ResourceNotFound();
        var taken = intake.TakeWithoutDefaults(Decoded(value), call.Kind, FieldValidation.Ignore, call.Warnings);
        return taken.Succeeded ? Typed<T>(await verbs.Update.RunAsync(call, _options, strategy, taken.Value, cancellationToken)) : taken.Error;
    }

    /// <inheritdoc/>
    public async Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var call = Call<T>(@namespace, name, subresource ?? "");
        if (posts.StrategyOf(call) is not { } strategy)
            return ApiStatuses.ResourceNotFound();
        var options = _options with
        {
            FieldManager = patch.FieldManager,
            GivenFieldManager = patch.FieldManager,
            Force = patch.MediaType == PatchBody.ApplyPatch ? patch.Force : null,
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(patch.Body, ObjectJson.Options);
        var decoded = ObjectPatch.Decode(body, patch.MediaType, parts.Kinds.SchemaOf(call.Kind), call.Kind.GroupVersionKind, options, strategy, parts.Time);
        return decoded.Succeeded ? Typed<T>(await verbs.Patch.RunAsync(call, options, strategy, decoded.Value, cancellationToken)) : decoded.Error;
    }

    /// <inheritdoc/>
    public async Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var answer = await verbs.Delete.RunAsync(Call<T>(@namespace, name), options, cancellationToken);
        var status = answer.Status ?? ApiStatuses.Success();
        return answer.Failed ? ResultOf<ApiStatus>.Failure(status) : ResultOf<ApiStatus>.Success(status);
    }

    /// <inheritdoc/>
    public async Task<ResultOf<TBody>> PostAsync<T, TBody>(
        string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
        where TBody : class
    {
        var answer = await posts.RunAsync(Call<T>(@namespace, name, subresource, Guard(guard)), _options, ObjectJson.ToJsonObject(body), cancellationToken);
        if (answer.Failed)
            return answer.Status!;
        return answer.ToTree(parts.Kinds.Find(typeof(T))!) is { } tree && typeof(TBody) != typeof(ApiStatus) ? ObjectJson.Deserialize<TBody>(tree) : body;
    }

    private ResultOf<T> Typed<T>(ApiResponse answer)
        where T : class, IKubernetesObject
    {
        if (answer.Status is { } status)
            return status;
        return answer.Stored is { } stored ? Typed<T>(stored) : ObjectJson.Deserialize<T>(answer.Value!);
    }

    private T Typed<T>(StoredObject stored)
        where T : class, IKubernetesObject
    {
        var kind = parts.Kinds.Find(typeof(T))!;
        return parts.IsView(kind) ? ObjectJson.Deserialize<T>(kind.FromStored(stored.ToJsonObject())) : stored.As<T>();
    }

    private static DecodedObject Decoded<T>(T value) => new(ObjectJson.ToJsonObject(value), []);

    private T AtRevision<T>(StoredObject value, long revision)
    {
        var tree = value.ToJsonObject();
        tree["metadata"]!["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
        return ObjectJson.Deserialize<T>(parts.Kinds.Find(typeof(T))!.FromStored(tree));
    }

    private static JsonObject BookmarkTree(WatchEvent item) =>
        new() { ["metadata"] = new JsonObject { ["resourceVersion"] = item.Revision.ToString(CultureInfo.InvariantCulture) } };

    private static ResultOf<ListOptions> Options(ListQuery query, bool watch)
    {
        var labels = LabelMatcher.Parse(query.LabelSelector ?? "");
        if (!labels.Succeeded)
            return labels.Error;
        var fields = FieldMatcher.Parse(query.FieldSelector ?? "");
        if (!fields.Succeeded)
            return fields.Error;
        var revision = ListOptions.ParseRevision(query.ResourceVersion ?? "", out var number);
        if (!revision.Succeeded)
            return revision.Error;
        return new ListOptions
        {
            Labels = labels.Value,
            Fields = fields.Value,
            Revision = number,
            AllowWatchBookmarks = query.AllowWatchBookmarks,
            Timeout = query.Timeout,
            Watch = watch,
        };
    }

    private static WriteGuard? Guard(OwnerGuard? guard) =>
        guard is null ? null : new WriteGuard(guard.OwnerUid, long.Parse(guard.ResourceVersion, CultureInfo.InvariantCulture));

    private ApiCall Call<T>(string @namespace, string name, string subresource = "", WriteGuard? guard = null)
    {
        var kind = parts.Kinds.Find(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no kind of this server");
        return new ApiCall { Kind = kind, Namespace = kind.Namespaced ? @namespace : "", Name = name, Subresource = subresource, Caller = caller, Guard = guard };
    }
}
