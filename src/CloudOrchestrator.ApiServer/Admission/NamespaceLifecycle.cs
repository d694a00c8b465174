using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>Objects are created only in namespaces that exist and are not going away.</summary>
internal sealed class NamespaceLifecycle(ServerParts parts) : ICreateAdmission
{
    private static readonly ResourceName Namespaces = new("", "v1", "namespaces");

    /// <inheritdoc/>
    public async ValueTask<ApiStatus?> AdmitAsync(ApiCall call, JsonObject value, CancellationToken cancellationToken)
    {
        if (!call.Kind.Namespaced)
            return null;

        // Another process may just have created it, or begun to delete it.
        if (await parts.Store.GetAsync("namespaces", new ObjectKey("", call.Namespace), fresh: true, cancellationToken) is not { } stored)
            return ApiStatuses.NotFound(Namespaces, call.Namespace);
        if (!stored.IsDeleting)
            return null;
        var name = MetadataView.Of(value).Name;
        var status = ApiStatuses.Forbidden(call.Kind.Resource, name, $"unable to create new content in namespace {call.Namespace} because it is being terminated");
        return status with
        {
            Details = status.Details! with
            {
                Causes = [new StatusCause { Reason = "NamespaceTerminating", Message = $"namespace {call.Namespace} is being terminated", Field = "metadata.namespace" }],
            },
        };
    }
}
