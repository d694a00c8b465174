using System.Globalization;
using CloudOrchestrator.NodeAgent.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudOrchestrator.NodeAgent.Serving;

/// <summary>Streams a container's log.</summary>
internal sealed class LogHandler(ContainerLookup lookup, IContainerRuntime runtime, TimeProvider time)
{
    private const int BufferBytes = 16 * 1024;

    public async Task HandleAsync(HttpContext context, string @namespace, string podName)
    {
        var query = context.Request.Query;
        var pod = lookup.Pod(@namespace, podName);
        if (!pod.Succeeded)
        {
            await StatusAnswer.WriteAsync(context, pod.Error);
            return;
        }
        var name = query["container"].ToString() is { Length: > 0 } given ? given : pod.Value.Spec?.Containers[0].Name ?? "";
        var container = lookup.Logged(pod.Value, name, Flag(query, "previous"));
        if (!container.Succeeded)
        {
            await StatusAnswer.WriteAsync(context, container.Error);
            return;
        }
        var id = container.Value.Container.Id;
        try
        {
            await using var log = await runtime.ReadLogAsync(id, QueryOf(query), context.RequestAborted);
            context.Response.ContentType = "text/plain";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await context.Response.StartAsync(context.RequestAborted);
            await CopyAsync(log, context.Response.Body, Number(query, "limitBytes") ?? long.MaxValue, context.RequestAborted);
        }
        catch (RuntimeException failure) when (!context.Response.HasStarted)
        {
            await StatusAnswer.WriteAsync(context, ApiStatuses.InternalError($"unable to retrieve container logs for docker://{id}: {failure.Message}"));
        }
    }

    private static async Task CopyAsync(IContainerOutput log, Stream body, long limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (limit > 0 && await log.ReadAsync(buffer, cancellationToken) is { Count: > 0 } chunk)
        {
            var count = (int)Math.Min(chunk.Count, limit);
            limit -= count;
            await body.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            await body.FlushAsync(cancellationToken);
        }
    }

    private LogQuery QueryOf(IQueryCollection query) => new()
    {
        Follow = Flag(query, "follow"),
        Timestamps = Flag(query, "timestamps"),
        TailLines = Number(query, "tailLines"),
        Since = Number(query, "sinceSeconds") is { } seconds
            ? time.GetUtcNow().AddSeconds(-seconds)
            : DateTimeOffset.TryParse(query["sinceTime"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null,
    };

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() is "true" or "1" or "True";

    private static long? Number(IQueryCollection query, string name) =>
        long.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
