using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Subresources;

/// <summary>The kinds that are questions about identity and permission: reviews.</summary>
internal sealed class ReviewPost(TokenAuthenticator tokens, IAuthorizer authorizer, string issuer) : IPostHandler
{
    /// <inheritdoc/>
    public bool Serves(ApiCall call) => call.Subresource.Length == 0 && call.Kind.Resource.Group is "authentication.k8s.io" or "authorization.k8s.io" && !call.Kind.Stored;

    /// <inheritdoc/>
    public (Type Type, GroupVersionKind Kind) BodyOf(ApiCall call) => (call.Kind.ObjectType, call.Kind.GroupVersionKind);

    /// <inheritdoc/>
    public async Task<ApiResponse> PostAsync(ApiCall call, WriteOptions options, JsonObject body, CancellationToken cancellationToken)
    {
        var spec = body.Object("spec");
        if (call.Kind.Resource.Plural is not ("selfsubjectreviews" or "tokenreviews" or "selfsubjectrulesreviews") && CheckAttributes(call, spec) is { } invalid)
            return invalid;
        body["status"] = call.Kind.Resource.Plural switch
        {
            "selfsubjectreviews" => new JsonObject { ["userInfo"] = UserInfo(call.Caller) },
            "tokenreviews" => await ReviewTokenAsync(spec, cancellationToken),
            "selfsubjectrulesreviews" => Rules(),
            "selfsubjectaccessreviews" => Access(call.Caller, spec),
            _ => Access(Subject(spec), spec),
        };
        return ApiResponse.Of(body, 201);
    }

    private static ApiStatus? CheckAttributes(ApiCall call, JsonObject? spec)
    {
        var resource = spec.Object("resourceAttributes");
        var path = spec.Object("nonResourceAttributes");
        var faults = new List<FieldError>();
        if (resource is not null && path is not null)
            faults.Add(FieldError.Invalid("spec.nonResourceAttributes", path.DeepClone(), "cannot be specified in combination with resourceAttributes"));
        if (resource is null && path is null)
            faults.Add(FieldError.Invalid("spec.resourceAttributes", null, "exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        if (call.Kind.Resource.Plural != "selfsubjectaccessreviews" && spec.Text("user").Length == 0 && !spec.Texts("groups").Any())
            faults.Add(FieldError.Invalid("spec.user", "", "at least one of user or group must be specified"));
        if (call.Kind.Resource.Plural == "localsubjectaccessreviews" && resource is not null && resource.Text("namespace") != call.Namespace)
            faults.Add(FieldError.Invalid("spec.resourceAttributes.namespace", resource.Text("namespace"), "must match metadata.namespace"));
        return faults.Count == 0 ? null : ApiStatuses.Invalid(call.Kind.GroupVersionKind, "", faults);
    }

    private JsonObject Access(Caller caller, JsonObject? spec)
    {
        var resource = spec.Object("resourceAttributes");
        var path = spec.Object("nonResourceAttributes");
        var decision = authorizer.Decide(caller, resource is not null
            ? new AccessAttributes(resource.Text("verb"), resource.Text("group"), resource.Text("resource"), resource.Text("subresource"), resource.Text("namespace"), resource.Text("name"))
            : new AccessAttributes(path.Text("verb"), "", "", "", "", "", path.Text("path")));
        var status = new JsonObject { ["allowed"] = decision.Allowed };
        if (decision.Reason.Length > 0)
            status["reason"] = decision.Reason;
        return status;
    }

    // A subject named in a review counts as authenticated only if its groups say so or it is a user.
    private static Caller Subject(JsonObject? spec)
    {
        string[] groups = [.. spec.Texts("groups")];
        var user = spec.Text("user");
        return user is "system:anonymous" || groups.Contains("system:unauthenticated")
            ? Caller.Anonymous
            : new Caller(user, spec.Text("uid"), [.. groups.Append(Caller.AuthenticatedGroup).Distinct(StringComparer.Ordinal)], new Dictionary<string, IReadOnlyList<string>>());
    }

    private async ValueTask<JsonObject> ReviewTokenAsync(JsonObject? spec, CancellationToken cancellationToken)
    {
        if (await tokens.AuthenticateAsync(spec.Text("token"), cancellationToken) is not { } known)
            return new JsonObject { ["user"] = new JsonObject(), ["error"] = "[invalid bearer token]" };
        string[] wanted = [.. spec.Texts("audiences")];
        if (wanted.Length == 0)
            wanted = [issuer];
        string[] common = [.. wanted.Intersect(known.Audiences, StringComparer.Ordinal)];
        if (common.Length == 0)
            return new JsonObject { ["user"] = new JsonObject(), ["error"] = $"[invalid bearer token, token audiences {Show(known.Audiences)} is invalid for the target audiences {Show(wanted)}]" };
        return new JsonObject
        {
            ["authenticated"] = true,
            ["user"] = UserInfo(known.Caller),
            ["audiences"] = new JsonArray([.. common.Select(audience => (JsonNode)audience)]),
        };
    }

    private static string Show(IEnumerable<string> audiences) => $"[{string.Join(' ', audiences.Select(audience => $"\"{audience}\""))}]";

    private static JsonObject Rules() => new()
    {
        ["resourceRules"] = new JsonArray(new JsonObject { ["verbs"] = new JsonArray("*"), ["apiGroups"] = new JsonArray("*"), ["resources"] = new JsonArray("*") }),
        ["nonResourceRules"] = new JsonArray(new JsonObject { ["verbs"] = new JsonArray("*"), ["nonResourceURLs"] = new JsonArray("*") }),
        ["incomplete"] = false,
    };

    private static JsonObject UserInfo(Caller caller)
    {
        var user = new JsonObject { ["username"] = caller.Name };
        if (caller.Uid.Length > 0)
            user["uid"] = caller.Uid;
        user["groups"] = new JsonArray([.. caller.Groups.Select(group => (JsonNode)group)]);
        if (caller.Extra.Count > 0)
            user["extra"] = new JsonObject(caller.Extra.Select(item => new KeyValuePair<string, JsonNode?>(item.Key, new JsonArray([.. item.Value.Select(text => (JsonNode)text)]))));
        return user;
    }
}
