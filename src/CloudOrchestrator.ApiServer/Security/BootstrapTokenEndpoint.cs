using System.Globalization;
using System.Security.Cryptography;
using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Serving;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Secrets;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>
/// <c>POST /apis/node.cloudorchestrator.io/v1/bootstraptokens</c>: a bootstrap token for a machine that its cloud vouches for (bearer token of its managed
/// identity). Tokens made here that have ended are removed on the way.
/// </summary>
internal sealed class BootstrapTokenEndpoint(IBootstrapIdentities? identities, IObjectClient client, TimeProvider time) : IDirectEndpoint
{
    private const string Namespace = "kube-system";
    private const string SecretType = "bootstrap.kubernetes.io/token";
    private const string Description = "for a machine known by its cloud identity ";
    private const string Characters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public bool Authenticates => true;

    /// <inheritdoc/>
    public bool Serves(RequestInfo info) =>
        info is { Resource: { Group: NodeAccessEndpoint.Group, Version: "v1", Plural: "bootstraptokens" }, Namespace: "", Name: "", Subresource: "" };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, RequestInfo info, Caller caller, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            await ResponseWriter.WriteStatusAsync(context, ApiStatuses.MethodNotAllowed());
            return;
        }

        if (identities is null)
        {
            await ResponseWriter.WriteStatusAsync(context, ApiStatuses.ResourceNotFound());
            return;
        }

        var authorization = context.Request.Headers.Authorization.ToString();
        var identity = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? await identities.RecogniseAsync(authorization[Scheme.Length..].Trim(), cancellationToken)
            : null;
        if (identity is null)
        {
            await ResponseWriter.WriteStatusAsync(context, ApiStatuses.Unauthorized());
            return;
        }

        await RemoveEndedAsync(cancellationToken);
        await AnswerAsync(context, identity, cancellationToken);
    }

    private async Task AnswerAsync(HttpContext context, string identity, CancellationToken cancellationToken)
    {
        // From the system's generator: whoever guesses it joins.
        var id = RandomNumberGenerator.GetString(Characters, 6);
        var secret = RandomNumberGenerator.GetString(Characters, 16);
        var expires = Timestamps.Format(time.GetUtcNow() + Lifetime);
        var created = await client.CreateAsync(Secret(id, secret, expires, identity), null, cancellationToken);
        if (!created.Succeeded)
        {
            await ResponseWriter.WriteStatusAsync(context, created.Error);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        var answer = new JsonObject { ["token"] = $"{id}.{secret}", ["expires"] = expires };
        await ResponseWriter.WriteBytesAsync(context, StatusCodes.Status201Created, "application/json", JsonSerializer.SerializeToUtf8Bytes(answer, ObjectJson.Options));
    }

    private static Secret Secret(string id, string secret, string expires, string identity) => new()
    {
        Metadata = new ObjectMeta { Namespace = Namespace, Name = $"bootstrap-token-{id}" },
        Type = SecretType,
        StringData = new Dictionary<string, string>
        {
            ["token-id"] = id,
            ["token-secret"] = secret,
            ["expiration"] = expires,
            ["description"] = Description + identity,
            ["usage-bootstrap-authentication"] = "true",
            ["usage-bootstrap-signing"] = "true",
            ["auth-extra-groups"] = "system:bootstrappers:cloudorchestrator:nodes",
        },
    };

    private async Task RemoveEndedAsync(CancellationToken cancellationToken)
    {
        var secrets = await client.ListAsync<Secret>(Namespace, new ListQuery { FieldSelector = $"type={SecretType}" }, cancellationToken);
        if (!secrets.Succeeded)
            return;
        foreach (var secret in secrets.Value.Items.Where(HasEnded))
            await client.DeleteAsync<Secret>(Namespace, secret.Metadata.Name!, new DeleteOptions(), cancellationToken);
    }

    private bool HasEnded(Secret secret) =>
        Value(secret, "description").StartsWith(Description, StringComparison.Ordinal)
        && DateTimeOffset.TryParse(Value(secret, "expiration"), CultureInfo.InvariantCulture, out var ends) && ends <= time.GetUtcNow();

    private static string Value(Secret secret, string name) =>
        secret.Data?.GetValueOrDefault(name) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : "";
}
