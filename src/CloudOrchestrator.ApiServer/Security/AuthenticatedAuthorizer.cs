using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>Allows everything to whoever has shown who they are, and the public paths and the cluster's introduction to everyone.</summary>
public sealed class AuthenticatedAuthorizer : IAuthorizer
{
    /// <inheritdoc/>
    public AuthorizationDecision Decide(Caller caller, AccessAttributes attributes)
    {
        if (caller.IsAuthenticated)
            return new(true, "every authenticated user is allowed");
        if (IsClusterInfo(attributes))
            return new(true, "joining machines read it (kubeadm:bootstrap-signer-clusterinfo)");
        return IsPublic(attributes.Path)
            ? new(true, "the path is public (system:public-info-viewer)")
            : new(false, "");
    }

    private static bool IsClusterInfo(AccessAttributes attributes) =>
        attributes is { Verb: "get", Group: "", Resource: "configmaps", Subresource: "", Namespace: "kube-public", Name: "cluster-info" };

    /// <summary>Paths that Kubernetes' role system:public-info-viewer opens to everyone.</summary>
    public static bool IsPublic(string path) =>
        path is "/version" or "/version/" or "/healthz" or "/livez" or "/readyz" || path.StartsWith("/livez/", StringComparison.Ordinal)
        || path.StartsWith("/readyz/", StringComparison.Ordinal) || path.StartsWith("/healthz/", StringComparison.Ordinal);
}
