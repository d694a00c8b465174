using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.ApiServer.Writing;
using CloudOrchestrator.Kinds.Authentication;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary><c>serviceaccounts/token</c>: issues a token that is bound to the service account and, where asked, to a pod or secret.</summary>
internal sealed class TokenPost(ServerParts parts, ServiceAccountTokens tokens) : IPostHandler
{
    private const long SecondsDefault = 3600;
    private const long SecondsMin = 600;
    private const long SecondsMax = 1L << 32;
    private static readonly GroupVersionKind Kind = new("authentication.k8s.io", "v1", "TokenRequest");

    /// <inheritdoc/>
    public bool Serves(ApiCall call) => call.Kind.Resource is { Group: "", Plural: "serviceaccounts" } && call.Subresource == "token";

    /// <inheritdoc/>
    public (Type Type, GroupVersionKind Kind) BodyOf(ApiCall call) => (typeof(TokenRequest), Kind);

    /// <inheritdoc/>
    public async Task<ApiResponse> PostAsync(ApiCall call, WriteOptions options, JsonObject body, CancellationToken cancellationToken)
    {
        if (await parts.Store.GetAsync(call.Kind.Stream, call.Key, fresh: true, cancellationToken) is not { } account)
            return ApiStatuses.NotFound(call.Kind.Resource, call.Name);
        var spec = body.ObjectOrNew("spec");
        var seconds = spec.Number("expirationSeconds") is { } asked and not 0 ? asked : SecondsDefault;
        if (Check(seconds) is { } fault)
            return ApiStatuses.Invalid(Kind, call.Name, [fault]);
        string[] audiences = [.. spec.Texts("audiences")];
        if (audiences.Length == 0)
            audiences = [tokens.Issuer];
        var now = parts.Now;
        var bound = await BindAsync(call, spec.Object("boundObjectRef"), new ServiceAccountClaims
        {
            Namespace = call.Namespace,
            ServiceAccountName = call.Name,
            ServiceAccountUid = account.Uid,
            Audiences = audiences,
            IssuedAt = now,
            ExpiresAt = now.AddSeconds(seconds),
            TokenId = parts.Ids.NewUid(),
        }, cancellationToken);
        if (!bound.Succeeded)
            return bound.Error;
        spec["audiences"] = new JsonArray([.. audiences.Select(audience => (JsonNode)audience)]);
        spec["expirationSeconds"] = seconds;
        body["metadata"] = new JsonObject { ["name"] = call.Name, ["namespace"] = call.Namespace, ["creationTimestamp"] = Timestamps.Format(now) };
        body["status"] = new JsonObject { ["token"] = tokens.Issue(bound.Value), ["expirationTimestamp"] = Timestamps.Format(bound.Value.ExpiresAt) };
        return ApiResponse.Of(body, 201);
    }

    private static FieldError? Check(long seconds) => seconds switch
    {
        < SecondsMin => FieldError.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes"),
        > SecondsMax => FieldError.Invalid("spec.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds"),
        _ => null,
    };

    private async ValueTask<ResultOf<ServiceAccountClaims>> BindAsync(ApiCall call, JsonObject? reference, ServiceAccountClaims claims, CancellationToken cancellationToken)
    {
        var kind = reference.Text("kind");
        if (kind.Length == 0)
            return claims;
        var plural = kind switch { "Pod" => "pods", "Secret" => "secrets", "Node" => "nodes", _ => "" };
        if (plural.Length == 0)
            return ApiStatuses.BadRequest($"cannot bind token to object of type {GroupVersionKind.Parse(reference.Text("apiVersion"), kind)}");
        var name = reference.Text("name");
        var key = new ObjectKey(plural == "nodes" ? "" : call.Namespace, name);
        if (await parts.Store.GetAsync(plural, key, fresh: true, cancellationToken) is not { } target)
            return ApiStatuses.NotFound(new ResourceName("", "v1", plural), name);
        if (reference.Text("uid") is { Length: > 0 } uid && uid != target.Uid)
        {
            return ApiStatuses.Conflict(new ResourceName("", "v1", plural), name,
                $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated");
        }

        return kind switch
        {
            "Secret" => claims with { SecretName = name, SecretUid = target.Uid },
            "Node" => claims with { NodeName = name, NodeUid = target.Uid },
            _ => await BindToPodAsync(call, claims, target, cancellationToken),
        };
    }

    private async ValueTask<ResultOf<ServiceAccountClaims>> BindToPodAsync(ApiCall call, ServiceAccountClaims claims, StoredObject pod, CancellationToken cancellationToken)
    {
        var spec = pod.ToJsonObject().Object("spec");
        if (spec.Text("serviceAccountName") != call.Name)
            return ApiStatuses.BadRequest($"cannot bind token for serviceaccount \"{call.Name}\" to pod running with different serviceaccount name.");
        claims = claims with { PodName = pod.Key.Name, PodUid = pod.Uid };
        var node = spec.Text("nodeName");
        if (node.Length == 0)
            return claims;
        var found = await parts.Store.GetAsync("nodes", new ObjectKey("", node), fresh: true, cancellationToken);
        return claims with { NodeName = node, NodeUid = found?.Uid };
    }
}
