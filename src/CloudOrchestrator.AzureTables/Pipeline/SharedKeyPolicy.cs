using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.AzureTables.Pipeline;

/// <summary>Signs requests with an account key.</summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        var date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        request.Headers.SetValue("x-ms-date", date);
        var contentType = request.Headers.TryGetValue("Content-Type", out var type) ? type : "";
        var text = $"{request.Method.Method}\n\n{contentType}\n{date}\n{Resource(request.Uri.ToUri())}";
        request.Headers.SetValue("Authorization", $"SharedKey {credential.AccountName}:{credential.Sign(text)}");
    }

    // Only the parameter comp belongs to the resource; all others may change without a new signature.
    private string Resource(Uri uri)
    {
        var comp = uri.Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("comp=", StringComparison.Ordinal));
        return $"/{credential.AccountName}{uri.AbsolutePath}{(comp is null ? "" : "?" + comp)}";
    }
}
