using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.AzureResources.Arm;

/// <summary>Adds a precondition, which generic resources have no argument for, to the requests sent within a scope.</summary>
internal sealed class IfMatchPolicy : HttpPipelineSynchronousPolicy
{
    private const string IfMatch = "If-Match";
    private const string IfNoneMatch = "If-None-Match";

    /// <summary>Requests succeed only if the resource still has the ETag; null: only if it does not exist.</summary>
    public static IDisposable Scope(string? etag) =>
        HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [etag is null ? IfNoneMatch : IfMatch] = etag ?? "*" });

    public override void OnSendingRequest(HttpMessage message)
    {
        foreach (var header in (string[])[IfMatch, IfNoneMatch])
        {
            if (message.TryGetProperty(header, out var value) && value is string text)
                message.Request.Headers.SetValue(header, text);
        }
    }
}
