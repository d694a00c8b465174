using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Security;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Words refusals of the authorizer.</summary>
internal static class Refusals
{
    /// <summary>403, naming the user, the verb and the resource.</summary>
    public static ApiStatus Forbidden(Caller caller, AccessAttributes asked)
    {
        if (asked.Path.Length > 0)
        {
            return ApiStatuses.Failure(403, "Forbidden", $"forbidden: User \"{caller.Name}\" cannot {asked.Verb} path \"{asked.Path}\"", new StatusDetails());
        }

        var resource = asked.Subresource.Length == 0 ? asked.Resource : $"{asked.Resource}/{asked.Subresource}";
        var scope = asked.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{asked.Namespace}\"";
        return ApiStatuses.Forbidden(new ResourceName(asked.Group, "", asked.Resource), asked.Name,
            $"User \"{caller.Name}\" cannot {asked.Verb} resource \"{resource}\" in API group \"{asked.Group}\" {scope}");
    }
}
