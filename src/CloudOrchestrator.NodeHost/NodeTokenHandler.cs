using System.Net;
using System.Net.Http.Headers;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.NodeHost;

/// <summary>Sends the node's token with each request, and once more with a better one when the first was refused because of this machine's clock.</summary>
internal sealed class NodeTokenHandler(NodeToken token, ServiceClock clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Authorize(request);
        var sent = clock.GetTimestamp();
        var response = await base.SendAsync(request, cancellationToken);
        var wasWrong = response.Headers.Date is { } date && clock.Observe(date, sent);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !wasWrong)
            return response;
        response.Dispose();
        Authorize(request);
        return await base.SendAsync(request, cancellationToken);
    }

    private void Authorize(HttpRequestMessage request) =>
        request.Headers.Authorization = token.Current() is { } value ? new AuthenticationHeaderValue("Bearer", value) : null;
}
