using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Emulators.Functions.Configuration;
using CloudOrchestrator.Emulators.Functions.Handlers;

namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>Calls a function of a handler with a payload and judges its answer as the host does.</summary>
internal sealed class HandlerInvoker(HttpMessageInvoker client, TimeSpan functionTimeout, FunctionCounters counters, EmulatorLog log, TimeProvider time)
{
    private const string HostVersion = "4.1040.0.0";
    private static readonly TimeSpan NoticeLimit = TimeSpan.FromSeconds(1);

    /// <summary>True when the function succeeded. <paramref name="cancellationToken"/> ends the wait, not the function.</summary>
    public async Task<bool> InvokeAsync(Instance instance, FunctionDefinition function, Guid invocation, string payload, int messages, CancellationToken cancellationToken)
    {
        // The host holds an invocation back while its handler starts again; or every restart would cost messages some of their deliveries.
        await instance.WhenReadyAsync(CancellationToken.None);
        var began = time.GetTimestamp();
        using var deadline = new FunctionDeadline(instance, function.Name, invocation, functionTimeout, time);
        var lost = instance.ProcessLost;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Passed, lost, cancellationToken);
        string? failure;
        try
        {
            failure = await CallAsync(instance, function, invocation, payload, either.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            failure = $"the handler broke off: {exception.InnerException?.Message ?? exception.Message}";

            // A process that has ended is noticed a moment later. What came meanwhile would be tried against nobody, and lose its deliveries within milliseconds.
            var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = lost.Register(noticed.SetResult);
            await Task.WhenAny(noticed.Task, Task.Delay(NoticeLimit, time, CancellationToken.None));
            if (lost.IsCancellationRequested)
                failure = "its process ended";
        }
        catch (OperationCanceledException)
        {
            failure = deadline.Passed.IsCancellationRequested ? "functionTimeout" : lost.IsCancellationRequested ? "its process ended" : "the host is stopping";
        }

        var what = messages > 0 ? $"{function.Name} with {messages} message{(messages == 1 ? "" : "s")}" : function.Name;
        log.Write(instance.Name, $"{what} {(failure is null ? "succeeded" : $"failed: {failure}")} after {time.GetElapsedTime(began).TotalMilliseconds:0} ms");
        counters.Count(function.Name, failure is null, messages);
        return failure is null;
    }

    private async Task<string?> CallAsync(Instance instance, FunctionDefinition function, Guid invocation, string payload, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{instance.Port}/{function.Name}")
        {
            Content = new StringContent(payload, new MediaTypeHeaderValue("application/json", "utf-8")),
        };
        request.Headers.TryAddWithoutValidation("X-Azure-Functions-HostVersion", HostVersion);
        request.Headers.TryAddWithoutValidation("X-Azure-Functions-InvocationId", invocation.ToString());
        request.Headers.TryAddWithoutValidation("User-Agent", $"Azure-Functions-Host/{HostVersion}");
        using var response = await client.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            return $"the handler answered {(int)response.StatusCode}{(body.Length > 0 ? $": {body[..Math.Min(body.Length, 300)]}" : "")}";
        if (body.Trim() is "" or "null")
        {
            log.Write(instance.Name, $"{function.Name} answered {(int)response.StatusCode} without a result: the host waits for one until functionTimeout ({functionTimeout})");
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        return Judge(instance, response.Content.Headers.ContentType?.MediaType, body);
    }

    private string? Judge(Instance instance, string? mediaType, string body)
    {
        if (mediaType is null || !(mediaType.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase)))
            return $"the answer's Content-Type is '{mediaType}', not JSON";
        JsonNode? result;
        try
        {
            result = JsonNode.Parse(body);
        }
        catch (JsonException exception)
        {
            return $"the answer is not JSON: {exception.Message}";
        }

        if (result is not JsonObject json)
            return "the answer is not an object with Outputs, Logs and ReturnValue";
        var fields = new Dictionary<string, JsonNode?>(json, StringComparer.OrdinalIgnoreCase);
        if (fields.GetValueOrDefault("Outputs") is not (null or JsonObject))
            return "Outputs is not an object";
        if (fields.GetValueOrDefault("Logs") is { } logs)
        {
            if (logs is not JsonArray lines)
                return "Logs is not an array";
            foreach (var line in lines)
                log.Write(instance.Name, $"| {line}");
        }

        return null;
    }
}
