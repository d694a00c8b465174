using CloudOrchestrator.NodeAgent.Nodes;
using CloudOrchestrator.NodeAgent.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CloudOrchestrator.NodeAgent.Serving;

/// <summary>What the agent serves to the API server. The host has authenticated the client.</summary>
public sealed class AgentEndpoints
{
    private readonly LogHandler _logs;
    private readonly StreamHandler _streams;
    private readonly PortForwardHandler _ports;
    private readonly StatsHandler _stats;
    private readonly Func<string>? _metrics;

    /// <summary>Serves the pods of <paramref name="pods"/>, and at <c>/metrics</c> what <paramref name="metrics"/> gives in Prometheus' text format.</summary>
    public AgentEndpoints(AgentContext context, Informer<Pod> pods, IMachine machine, Func<string>? metrics = null)
    {
        _metrics = metrics;
        var lookup = new ContainerLookup(pods, context.Containers);
        _logs = new LogHandler(lookup, context.Runtime, context.Time);
        _streams = new StreamHandler(lookup, context.Runtime, context.Time);
        _ports = new PortForwardHandler(lookup, context.Containers, context.Time);
        _stats = new StatsHandler(context.Node.Name, machine, context.Containers, pods, context.Runtime, context.Time);
    }

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", (RequestDelegate)(context => context.Response.WriteAsync("ok", context.RequestAborted)));
        if (_metrics is { } metrics)
            routes.MapGet("/metrics", (RequestDelegate)(context => WriteMetricsAsync(context, metrics())));
        routes.MapGet("/stats/summary", (RequestDelegate)_stats.HandleAsync);
        routes.MapGet("/pods/{namespace}/{name}/log", (RequestDelegate)(context => _logs.HandleAsync(context, Value(context, "namespace"), Value(context, "name"))));
        routes.MapGet("/portForward/{namespace}/{name}", (RequestDelegate)(context => _ports.HandleAsync(context, Value(context, "namespace"), Value(context, "name"))));
        routes.MapGet("/exec/{namespace}/{name}/{container}", (RequestDelegate)(context =>
            _streams.ExecAsync(context, Value(context, "namespace"), Value(context, "name"), Value(context, "container"))));
        routes.MapGet("/attach/{namespace}/{name}/{container}", (RequestDelegate)(context =>
            _streams.AttachAsync(context, Value(context, "namespace"), Value(context, "name"), Value(context, "container"))));
    }

    private static Task WriteMetricsAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static string Value(HttpContext context, string name) => context.GetRouteValue(name)?.ToString() ?? "";
}
