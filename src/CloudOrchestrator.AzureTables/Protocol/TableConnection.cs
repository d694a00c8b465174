using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using CloudOrchestrator.AzureTables.Pipeline;

namespace CloudOrchestrator.AzureTables.Protocol;

/// <summary>Makes and sends requests to one account.</summary>
internal sealed class TableConnection(HttpPipeline pipeline, string endpoint)
{
    // The oldest version that takes tokens of Microsoft Entra ID.
    public const string ServiceVersion = "2020-12-06";

    public string Endpoint => endpoint;

    public HttpMessage Message(RequestMethod method, string address, string operation)
    {
        var message = pipeline.CreateMessage();
        OperationName.Set(message, operation);
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(new Uri($"{endpoint}/{address}"));
        request.Headers.SetValue("x-ms-version", ServiceVersion);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    /// <summary>Sends; an answer with another status than those expected is an exception.</summary>
    public async ValueTask<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken, params int[] expected)
    {
        await pipeline.SendAsync(message, cancellationToken);
        return expected.Contains(message.Response.Status) ? message.Response : throw TableErrors.From(message.Response);
    }
}
