using CloudOrchestrator.Emulators.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace CloudOrchestrator.Emulators.Functions.Proxying;

/// <summary>The HTTP functions' routes, the most exact first.</summary>
internal sealed class RouteTable
{
    private readonly Entry[] _entries;

    /// <summary>The routes of an app's HTTP functions.</summary>
    public RouteTable(FunctionApp app)
    {
        var prefix = app.Host.RoutePrefix.Length > 0 ? $"{app.Host.RoutePrefix}/" : "";
        _entries = [.. app.Functions.Where(function => function.Trigger is HttpTrigger).Select(function => Create(function, prefix)).OrderBy(entry => entry.Precedence)];
    }

    /// <summary>The function for a request. Null when there is none; then <paramref name="allow"/> holds the methods the path does have.</summary>
    public FunctionDefinition? Find(string method, PathString path, out IReadOnlyList<string> allow)
    {
        allow = [];
        foreach (var entry in _entries.Where(entry => entry.Matcher.TryMatch(path, new RouteValueDictionary())))
        {
            if (entry.Trigger.Methods.Count == 0 || entry.Trigger.Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
                return entry.Function;
            allow = [.. allow.Union(entry.Trigger.Methods)];
        }

        return null;
    }

    private static Entry Create(FunctionDefinition function, string prefix)
    {
        var trigger = (HttpTrigger)function.Trigger;
        var template = TemplateParser.Parse(prefix + trigger.Route);
        return new Entry(function, trigger, new TemplateMatcher(template, new RouteValueDictionary()), RoutePrecedence.ComputeInbound(template));
    }

    private sealed record Entry(FunctionDefinition Function, HttpTrigger Trigger, TemplateMatcher Matcher, decimal Precedence);
}
