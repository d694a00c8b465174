using CloudOrchestrator.ApiServer.Audit;
using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Discovery;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Responses;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.ApiServer.Streaming;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Takes a request from the socket to whoever answers it: limits, authentication, authorization, routing, audit, and one place for failures.</summary>
internal sealed class RequestPipeline(
    ServerParts parts, RequestAuthenticator authenticator, IAuthorizer authorizer, ResourceRouter router, DiscoveryEndpoints discovery,
    IStreamingSubresources streaming, IReadOnlyList<IDirectEndpoint> direct, AuditLog audit, CancellationToken stopping)
{
    private static readonly Action<object?> Cancel = static source => ((CancellationTokenSource)source!).Cancel();

    private readonly InFlightLimit _reads = new(parts.Options.ReadsInFlightMax);
    private readonly InFlightLimit _writes = new(parts.Options.WritesInFlightMax);
    private readonly InFlightLimit _longRunning = new(parts.Options.LongRunningMax);

    /// <summary>Answers a request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        var info = RequestInfoParser.Parse(context.Request.Path.Value ?? "/");
        var verb = RequestVerb.Of(context, info, streaming);
        return RequestTelemetry.MeasureAsync(context, info, verb, () => ServeAsync(context, info, verb));
    }

    private async Task ServeAsync(HttpContext context, RequestInfo info, RequestVerb verb)
    {
        var received = parts.Now;
        var auditId = parts.Ids.NewUid();
        context.Response.Headers["Audit-Id"] = auditId;
        var caller = Caller.Anonymous;
        try
        {
            if (direct.FirstOrDefault(endpoint => endpoint.Serves(info)) is { Authenticates: true } own)
            {
                await LimitedAsync(context, verb, token => own.HandleAsync(context, info, Caller.Anonymous, token));
                return;
            }

            if (await AuthenticateAsync(context) is not { } known)
                return;
            caller = known;
            await AuthorizeAsync(context, info, verb, caller);
        }
        finally
        {
            if (verb.IsWrite)
                await audit.WriteAsync(new AuditRecord(auditId, received, context, info, verb.Name, caller));
        }
    }

    // Null when the request has been answered.
    private async ValueTask<Caller?> AuthenticateAsync(HttpContext context)
    {
        try
        {
            var known = await authenticator.AuthenticateAsync(context);
            if (known.Succeeded)
                return known.Value;
            await ResponseWriter.WriteStatusAsync(context, known.Error);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            await FailAsync(context, exception);
        }

        return null;
    }

    private Task AuthorizeAsync(HttpContext context, RequestInfo info, RequestVerb verb, Caller caller)
    {
        var attributes = info.IsResource
            ? new AccessAttributes(verb.Name, info.Resource.Group, info.Resource.Plural, info.Subresource, info.Namespace, info.Name)
            : new AccessAttributes(verb.Name, "", "", "", "", "", info.Path);
        if (!authorizer.Decide(caller, attributes).Allowed)
            return ResponseWriter.WriteStatusAsync(context, caller.IsAuthenticated ? Refusals.Forbidden(caller, attributes) : ApiStatuses.Unauthorized());
        return LimitedAsync(context, verb, token => RouteAsync(context, info, caller, token));
    }

    private async Task LimitedAsync(HttpContext context, RequestVerb verb, Func<CancellationToken, Task> run)
    {
        var limit = verb.IsLongRunning ? _longRunning : verb.IsWrite ? _writes : _reads;
        if (!limit.TryEnter())
        {
            await ResponseWriter.WriteStatusAsync(context, ApiStatuses.TooManyRequests("too many requests, please try again later", 1));
            return;
        }

        try
        {
            // Long-running requests end with the server; the others are let finish, within their time.
            using var ending = verb.IsLongRunning ? new CancellationTokenSource() : new CancellationTokenSource(parts.Options.RequestTimeout, parts.Time);
            using var aborted = context.RequestAborted.UnsafeRegister(Cancel, ending);
            using var stopped = verb.IsLongRunning ? stopping.UnsafeRegister(Cancel, ending) : default;
            try
            {
                await run(ending.Token);
            }
            catch (Exception exception)
            {
                if (!await AnswerAsync(context, exception, verb.IsLongRunning, ending.IsCancellationRequested))
                    throw;
            }
        }
        finally
        {
            limit.Leave();
        }
    }

    // False when nothing can be answered any more although somebody waits for it.
    private async ValueTask<bool> AnswerAsync(HttpContext context, Exception fault, bool isLongRunning, bool isOver)
    {
        // The client has gone, or the server ends its watches: nobody is waiting for an answer.
        if (fault is OperationCanceledException && (context.RequestAborted.IsCancellationRequested || (isLongRunning && stopping.IsCancellationRequested)))
            return true;
        if (context.Response.HasStarted)
            return false;
        await (fault switch
        {
            OperationCanceledException when !isLongRunning && isOver =>
                ResponseWriter.WriteStatusAsync(context, ApiStatuses.Timeout("request did not complete within the allotted timeout")),
            BadHttpRequestException exception => ResponseWriter.WriteStatusAsync(context, ApiStatuses.Failure(exception.StatusCode, "BadRequest", exception.Message)),
            ApiStatusException exception => ResponseWriter.WriteStatusAsync(context, exception.Status),
            _ => FailAsync(context, fault),
        });
        return true;
    }

    // What passes by itself is no fault: the client is told when to come again.
    private Task FailAsync(HttpContext context, Exception exception)
    {
        if (parts.Options.RetryAfter(exception) is { } pause)
        {
            var details = new StatusDetails { RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)) };
            return ResponseWriter.WriteStatusAsync(context, ApiStatuses.Failure(503, "ServiceUnavailable", exception.Message, details));
        }

        parts.Options.OnFault($"{context.Request.Method} {context.Request.Path}", exception);
        return ResponseWriter.WriteStatusAsync(context, ApiStatuses.InternalError(exception.Message));
    }

    private Task RouteAsync(HttpContext context, RequestInfo info, Caller caller, CancellationToken cancellationToken)
    {
        if (!info.IsResource)
            return discovery.HandleAsync(context, info.Path, cancellationToken);
        if (direct.FirstOrDefault(endpoint => endpoint.Serves(info)) is { } own)
            return own.HandleAsync(context, info, caller, cancellationToken);
        if (info.Resource is { Group: "", Version: "v1" } && info.Subresource.Length > 0 && streaming.Serves(info.Resource.Plural, info.Subresource))
        {
            var request = new StreamingRequest(info.Resource.Plural, info.Namespace, info.Name, info.Subresource, EncodedRemainder(context, info));
            return streaming.HandleAsync(context, request, cancellationToken);
        }

        if (parts.Kinds.Find(info.Resource) is not { } kind || !Addresses(kind, info))
            return ResponseWriter.WriteStatusAsync(context, ApiStatuses.ResourceNotFound());
        var representation = AcceptHeader.Negotiate(context.Request.Headers.Accept.ToString());
        if (!representation.Succeeded)
            return ResponseWriter.WriteStatusAsync(context, representation.Error);
        var call = new ApiCall { Kind = kind, Namespace = info.Namespace, Name = info.Name, Subresource = info.Subresource, Caller = caller };
        return router.RouteAsync(new ResourceRequest(context, info, call, representation.Value, cancellationToken));
    }

    // Objects of namespaced kinds are addressed within their namespace, those of cluster-scoped kinds without one.
    private static bool Addresses(KindDescriptor kind, RequestInfo info) =>
        kind.Namespaced ? info.Namespace.Length > 0 || info.Name.Length == 0 : info.Namespace.Length == 0;

    private static string EncodedRemainder(HttpContext context, RequestInfo info)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var question = raw.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? raw : raw[..question];
        if (!path.StartsWith('/'))
            return info.Remainder;
        var slashes = info.Namespace.Length > 0 ? 8 : 6;
        for (var index = 0; index < path.Length; index++)
        {
            if (path[index] == '/' && --slashes == 0)
                return path[index..];
        }

        return "";
    }
}
