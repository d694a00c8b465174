using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.AzureTables.Pipeline;

/// <summary>One span for a request with all its attempts.</summary>
internal sealed class TracePolicy : HttpPipelinePolicy
{
    private static readonly ActivitySource Source = new("CloudOrchestrator.Storage");

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("the Table client is asynchronous");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var activity = Source.StartActivity(OperationName.Of(message), ActivityKind.Client);
        try
        {
            await ProcessNextAsync(message, pipeline);
            activity?.SetTag("http.response.status_code", message.Response.Status);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }
}
