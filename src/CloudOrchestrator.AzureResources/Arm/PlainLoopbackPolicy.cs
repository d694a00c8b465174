using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.AzureResources.Arm;

/// <summary>Sends requests to an endpoint on this machine without TLS.</summary>
internal sealed class PlainLoopbackPolicy : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) => message.Request.Uri.Scheme = Uri.UriSchemeHttp;
}
