using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.AzureTables.Pipeline;

/// <summary>Appends a shared access signature to requests.</summary>
internal sealed class SasPolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var signature = credential.Signature.TrimStart('?');
        var query = message.Request.Uri.Query;
        if (!query.Contains(signature, StringComparison.Ordinal))
            message.Request.Uri.Query = query.Length <= 1 ? "?" + signature : query + "&" + signature;
    }
}
