using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Kinds.Core.Bindings;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary><c>pods/binding</c> and <c>bindings</c>: assigns a pod to a node, once.</summary>
internal sealed class BindingPost(ServerParts parts, StoreWriter writer) : IPostHandler
{
    private static readonly ResourceName Bindings = new("", "v1", "pods/binding");

    /// <inheritdoc/>
    public bool Serves(ApiCall call) => call.Kind.Resource.Group.Length == 0
        && ((call.Kind.Resource.Plural == "pods" && call.Subresource == "binding") || (call.Kind.Resource.Plural == "bindings" && call.Subresource.Length == 0));

    /// <inheritdoc/>
    public (Type Type, GroupVersionKind Kind) BodyOf(ApiCall call) => (typeof(Binding), new("", "v1", "Binding"));

    /// <inheritdoc/>
    public async Task<ApiResponse> PostAsync(ApiCall call, WriteOptions options, JsonObject body, CancellationToken cancellationToken)
    {
        var metadata = MetadataView.Of(body);
        var name = call.Kind.Resource.Plural == "pods" ? call.Name : metadata.Name;
        if (metadata.Name.Length > 0 && metadata.Name != name)
            return ApiStatuses.BadRequest("name in URL does not match name in Binding object");
        if (metadata.Namespace.Length > 0 && metadata.Namespace != call.Namespace)
            return ApiStatuses.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        var target = body.Object("target");
        if (Check(target) is { Count: > 0 } faults)
            return ApiStatuses.Invalid(new("", "v1", "Binding"), name, faults);
        var pods = parts.Kinds.Find(new ResourceName("", "v1", "pods"))!;
        var pod = new ApiCall { Kind = pods, Namespace = call.Namespace, Name = name, Caller = call.Caller, Guard = call.Guard };
        var (answer, _) = await writer.WriteAsync(pod, pod.Key, options.DryRun, readsStream: false, (current, _) => current is null
            ? new Mutation.Refuse(ApiStatuses.NotFound(pods.Resource, name))
            : Bind(current, metadata, target.Text("name")), cancellationToken);
        return answer.Failed ? answer : new ApiResponse { Code = 201, Status = ApiStatuses.Success() with { Code = 201 } };
    }

    private static List<FieldError> Check(JsonObject? target)
    {
        var faults = new List<FieldError>();
        if (target.Text("kind") is not ("" or "Node"))
            faults.Add(FieldError.NotSupported("target.kind", target.Text("kind"), "Node", "<empty>"));
        if (target.Text("name").Length == 0)
            faults.Add(FieldError.Required("target.name"));
        return faults;
    }

    private Mutation Bind(StoredObject current, MetadataView binding, string node)
    {
        if (!current.IsDeleting && (binding.Uid.Length == 0 || binding.Uid == current.Uid) && binding.Fields.Object("annotations") is null
            && BoundPod.Of(current, node, parts.Now) is { } bound)
            return bound;
        var pod = current.ToJsonObject();
        var metadata = MetadataView.Of(pod);
        var spec = pod.ObjectOrNew("spec");
        if (binding.Uid.Length > 0 && binding.Uid != metadata.Uid)
            return Conflict(metadata.Name, $"Precondition failed: UID in precondition: {binding.Uid}, UID in object meta: {metadata.Uid}");
        if (metadata.DeletionTimestamp is not null)
            return Conflict(metadata.Name, $"pod {metadata.Name} is being deleted, cannot be assigned to a host");
        if (spec.Text("nodeName") is { Length: > 0 } assigned)
            return Conflict(metadata.Name, $"pod {metadata.Name} is already assigned to node \"{assigned}\"");
        if (spec.Objects("schedulingGates").Any())
            return Conflict(metadata.Name, $"pod {metadata.Name} has non-empty .spec.schedulingGates");
        spec["nodeName"] = node;
        foreach (var (key, value) in binding.Fields.Object("annotations") ?? [])
            metadata.Fields.ObjectOrNew("annotations")[key] = value?.DeepClone();
        PodConditions.Set(pod, "PodScheduled", "True", parts.Now);
        return new Mutation.Put(pod);
    }

    private static Mutation.Refuse Conflict(string name, string problem) => new(ApiStatuses.Conflict(Bindings, name, problem));
}
