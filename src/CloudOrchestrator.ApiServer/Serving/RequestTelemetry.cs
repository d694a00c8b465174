using System.Diagnostics;
using System.Diagnostics.Metrics;
using CloudOrchestrator.ApiServer.Requests;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Measures requests under Kubernetes' metric names, and makes each a span that continues the client's trace.</summary>
internal static class RequestTelemetry
{
    private static readonly ActivitySource Source = new("CloudOrchestrator.ApiServer");
    private static readonly Meter Meter = new("CloudOrchestrator.ApiServer");

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "apiserver_request_total", description: "Requests answered, by verb, group, version, resource, scope, subresource and HTTP response code.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "apiserver_request_duration_seconds", "s", "Response latency distribution in seconds for each verb, group, version, resource, subresource and scope.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 10, 20, 30, 45, 60],
        });

    private static readonly UpDownCounter<long> LongRunning = Meter.CreateUpDownCounter<long>(
        "apiserver_longrunning_requests", description: "Watches and streams that are open now.");

    private static readonly UpDownCounter<long> InFlight = Meter.CreateUpDownCounter<long>(
        "apiserver_current_inflight_requests", description: "Requests being served now, by kind.");

    /// <summary>Serves a request and measures it.</summary>
    public static async Task MeasureAsync(HttpContext context, RequestInfo info, RequestVerb verb, Func<Task> serve)
    {
        using var span = Begin(context, info, verb);
        var started = Stopwatch.GetTimestamp();
        var kind = new KeyValuePair<string, object?>("request_kind", verb.IsWrite ? "mutating" : "readOnly");
        Change(verb, info, kind, 1);
        try
        {
            await serve();
        }
        finally
        {
            Change(verb, info, kind, -1);
            End(context, info, verb, span, Stopwatch.GetElapsedTime(started));
        }
    }

    private static void Change(RequestVerb verb, RequestInfo info, KeyValuePair<string, object?> kind, int by)
    {
        if (verb.IsLongRunning)
            LongRunning.Add(by, new("verb", NameOf(verb)), new("resource", info.Resource.Plural));
        else
            InFlight.Add(by, kind);
    }

    private static Activity? Begin(HttpContext context, RequestInfo info, RequestVerb verb)
    {
        if (!Source.HasListeners())
            return null;
        ActivityContext.TryParse(context.Request.Headers.TraceParent, context.Request.Headers.TraceState, isRemote: true, out var parent);
        var span = Source.StartActivity(info.IsResource ? $"{NameOf(verb)} {info.Resource.Qualified}" : $"{NameOf(verb)} {info.Path}", ActivityKind.Server, parent);
        span?.SetTag("http.request.method", context.Request.Method);
        span?.SetTag("url.path", context.Request.Path.Value);
        return span;
    }

    private static void End(HttpContext context, RequestInfo info, RequestVerb verb, Activity? span, TimeSpan taken)
    {
        // A reverse proxy's upgrades have left the HTTP layer; the code is what was answered before that.
        var code = context.Response.StatusCode;
        var resource = info.IsResource ? info.Resource.Plural : "";
        var scope = !info.IsResource ? "" : info.Name.Length > 0 ? "resource" : info.Namespace.Length > 0 ? "namespace" : "cluster";
        var tags = new TagList
        {
            { "verb", NameOf(verb) }, { "group", info.Resource.Group }, { "version", info.Resource.Version }, { "resource", resource },
            { "subresource", info.IsResource ? info.Subresource : PathOf(info.Path) }, { "scope", scope },
        };
        if (!verb.IsLongRunning)
            Duration.Record(taken.TotalSeconds, tags);
        tags.Add("code", code);
        Requests.Add(1, tags);
        if (span is null)
            return;
        span.SetTag("http.response.status_code", code);
        if (code >= 500)
            span.SetStatus(ActivityStatusCode.Error);
    }

    // Paths that nobody serves are as many as clients think of: they share one series.
    private static string PathOf(string path) => path.TrimEnd('/') is "/healthz" or "/livez" or "/readyz" or "/metrics" or "/version" or "/api" or "/apis" ? path.TrimEnd('/') : "";

    private static string NameOf(RequestVerb verb) => verb.Name switch
    {
        "create" => "POST",
        "get" => "GET",
        "list" => "LIST",
        "watch" => "WATCH",
        "patch" => "PATCH",
        "delete" => "DELETE",
        "update" => "PUT",
        "deletecollection" => "DELETE",
        var name => name.ToUpperInvariant(),
    };
}
