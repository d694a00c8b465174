using System.Globalization;
using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary><c>pods/log</c>: the text of a container's log, as the node agent streams it.</summary>
internal sealed class LogSubresource(IObjectClient objects, INodeConnections nodes)
{
    private static readonly string[] Passed = ["follow", "tailLines", "sinceSeconds", "sinceTime", "timestamps", "limitBytes", "previous"];

    public async Task<ApiStatus?> HandleAsync(HttpContext context, StreamingRequest request, CancellationToken cancellationToken)
    {
        var faults = Validate(context.Request.Query);
        if (faults.Count > 0)
            return ApiStatuses.Invalid(new GroupVersionKind("", "v1", "PodLogOptions"), request.Name, faults);
        var found = await objects.GetAsync<Pod>(request.Namespace, request.Name, cancellationToken);
        if (!found.Succeeded)
            return found.Error;
        var pod = found.Value;
        var container = PodTarget.Container(pod, context.Request.Query["container"]);
        if (!container.Succeeded)
            return container.Error;
        context.Response.ContentType = "text/plain";
        if (string.IsNullOrEmpty(pod.Spec?.NodeName))
            return null;

        var query = Passed.Where(name => context.Request.Query.ContainsKey(name))
            .Select(name => KeyValuePair.Create(name, (string?)context.Request.Query[name].ToString()))
            .Prepend(KeyValuePair.Create("container", (string?)container.Value));
        var answer = await nodes.GetAsync(pod.Spec.NodeName, QueryHelpers.AddQueryString($"/pods/{PodTarget.Path(pod)}/log", query), cancellationToken);
        if (!answer.Succeeded)
            return answer.Error;
        using var response = answer.Value;
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await using var log = await response.Content.ReadAsStreamAsync(cancellationToken);
        await CopyAsync(log, context.Response.Body, cancellationToken);
        return null;
    }

    /// <summary>The faults Kubernetes finds in log options.</summary>
    internal static List<FieldError> Validate(IQueryCollection query)
    {
        var faults = new List<FieldError>();
        foreach (var name in (string[])["tailLines", "limitBytes", "sinceSeconds"])
        {
            var minimum = name == "tailLines" ? 0 : 1;
            if (query.TryGetValue(name, out var text) && (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < minimum))
                faults.Add(FieldError.Invalid(name, text.ToString(), minimum == 0 ? "must be greater than or equal to 0" : "must be greater than 0"));
        }

        if (query.ContainsKey("sinceSeconds") && query.ContainsKey("sinceTime"))
            faults.Add(FieldError.Forbidden("", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
        return faults;
    }

    private static async Task CopyAsync(Stream log, Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await log.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await body.FlushAsync(cancellationToken);
        }
    }
}
