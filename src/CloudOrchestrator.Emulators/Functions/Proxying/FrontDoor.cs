using CloudOrchestrator.Emulators.Functions.Handlers;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Emulators.Functions.Proxying;

/// <summary>What stands between clients and the HTTP functions: the platform's limits, its own paths, routing, and waiting for an instance.</summary>
internal sealed class FrontDoor(
    RouteTable routes,
    ScalingGroup? group,
    HandlerProxy proxy,
    HostOptions options,
    TimeSpan functionTimeout,
    FunctionCounters counters,
    IdSource ids,
    EmulatorLog log,
    TimeProvider time)
{
    private const int UrlLengthMax = 8192;
    private const int QueryLengthMax = 4096;

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.ToUriComponent().Length + request.QueryString.ToUriComponent().Length > UrlLengthMax || request.QueryString.ToUriComponent().Length > QueryLengthMax)
        {
            context.Response.StatusCode = StatusCodes.Status414UriTooLong;
            return;
        }

        if (IsReserved(request.Path) || routes.Find(request.Method, request.Path, out var allow) is not { } function)
        {
            Refuse(context);
            return;
        }

        using var frontEnd = new IdleLimit(options.FrontEndTimeout, options.FrontEndTimeoutIsTotal, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(frontEnd.Token, context.RequestAborted);
        try
        {
            using var lease = await group!.AcquireAsync(either.Token);
            await lease.Instance.WhenReadyAsync(either.Token);
            counters.Count(function.Name, await RunAsync(context, lease.Instance, function.Name, frontEnd));
        }
        catch (HostNotRunningException exception)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(exception.Message, context.RequestAborted);
        }
        catch (OperationCanceledException) when (frontEnd.Reached && !context.RequestAborted.IsCancellationRequested)
        {
            log.Write("front end", $"{request.Method} {request.Path} answered 504: no instance took it within {options.FrontEndTimeout.TotalSeconds:0.#} s");
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: nobody is there to answer.
        }
    }

    private static bool IsReserved(PathString path)
    {
        var first = path.Value?.Split('/', 3) is [_, var segment, ..] ? segment : "";
        return first.Equals("admin", StringComparison.OrdinalIgnoreCase) || first.Equals("runtime", StringComparison.OrdinalIgnoreCase);
    }

    private void Refuse(HttpContext context)
    {
        var path = context.Request.Path;
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        if (IsReserved(path))
            return;
        routes.Find(context.Request.Method, path, out var allow);
        if (HttpMethods.IsHead(context.Request.Method) && allow.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = string.Join(", ", allow);
        }
        else if (HttpMethods.IsGet(context.Request.Method) && path == "/" && allow.Count == 0)
        {
            // The host's own page: it answers where no function does.
            context.Response.StatusCode = StatusCodes.Status200OK;
        }
    }

    private async Task<bool> RunAsync(HttpContext context, Instance instance, string function, IdleLimit frontEnd)
    {
        var invocation = ids.Next();
        using var deadline = new FunctionDeadline(instance, function, invocation, functionTimeout, time);
        return await proxy.SendAsync(context, instance, invocation, frontEnd);
    }
}
