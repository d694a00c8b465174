using System.Net;
using CloudOrchestrator.Emulators.Functions.Handlers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudOrchestrator.Emulators.Functions.Proxying;

/// <summary>Passes a request on to a handler and its answer back, both as streams.</summary>
internal sealed class HandlerProxy(HttpMessageInvoker client, HostOptions options, EmulatorLog log, TimeProvider time)
{
    private const int ConnectAttempts = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>True when an answer of the handler's went through whole.</summary>
    public async Task<bool> SendAsync(HttpContext context, Instance instance, Guid invocation, IdleLimit frontEnd)
    {
        using var proxy = new IdleLimit(options.ProxyTimeout, false, time);

        // Left to itself the client would send some requests again, to the next process: a request is lost with its process.
        var lost = instance.ProcessLost;
        using var either = CancellationTokenSource.CreateLinkedTokenSource([frontEnd.Token, proxy.Token, lost, context.RequestAborted]);
        var body = HasBody(context) ? new StreamedContent(context.Request.Body, context.Request.ContentLength, Active) : null;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), Target(context, instance.Port)) { Version = HttpVersion.Version11, Content = body };
        ProxyHeaders.Copy(context.Request, request, invocation);
        try
        {
            using var response = await ConnectAsync(request, body, either.Token);
            Active();
            await AnswerAsync(context, response, Active, either.Token);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            var cause = lost.IsCancellationRequested ? new IOException("its process ended") : exception;
            Fail(context, instance, body, proxy, frontEnd, cause);
            return false;
        }

        void Active()
        {
            proxy.Reset();
            frontEnd.Reset();
        }
    }

    private static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? context.Request.ContentLength > 0;

    /// <summary>The path as the client wrote it: a %2F stays one.</summary>
    private static Uri Target(HttpContext context, int port)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (raw is null || !raw.StartsWith('/'))
            raw = context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
        return new Uri($"http://127.0.0.1:{port}{raw}");
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response, Action active, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        if (response.ReasonPhrase is { } reason && context.Features.Get<IHttpResponseFeature>() is { } feature)
            feature.ReasonPhrase = reason;
        ProxyHeaders.Copy(response, context.Response);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (HttpMethods.IsHead(context.Request.Method) || context.Response.StatusCode is 204 or 304)
            return;

        // A watch that has nothing to send yet still answers: its headers must not wait for its first event.
        await context.Response.StartAsync(cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
        await StreamedContent.CopyAsync(body, context.Response.Body, active, _ => { }, cancellationToken);
    }

    private async Task<HttpResponseMessage> ConnectAsync(HttpRequestMessage request, StreamedContent? body, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await client.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError && attempt < ConnectAttempts && body?.Begun != true)
            {
                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private void Fail(HttpContext context, Instance instance, StreamedContent? body, IdleLimit proxy, IdleLimit frontEnd, Exception exception)
    {
        if (context.RequestAborted.IsCancellationRequested)
            return;
        var (status, reason) = (proxy, frontEnd, body) switch
        {
            (_, { Reached: true }, _) => (StatusCodes.Status504GatewayTimeout, $"the front end's limit of {options.FrontEndTimeout.TotalSeconds:0.#} s"),
            ({ Reached: true }, _, _) => (StatusCodes.Status504GatewayTimeout, $"the proxy's idle limit of {options.ProxyTimeout.TotalSeconds:0.#} s"),
            (_, _, { ClientFault: BadHttpRequestException bad }) => (bad.StatusCode, bad.Message),
            _ => (StatusCodes.Status502BadGateway, exception.InnerException?.Message ?? exception.Message),
        };
        log.Write(instance.Name, $"{context.Request.Method} {context.Request.Path} {(context.Response.HasStarted ? "broken off" : $"answered {status}")}: {reason}");
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = status;
    }
}
