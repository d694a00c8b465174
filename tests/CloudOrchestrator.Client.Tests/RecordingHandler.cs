namespace CloudOrchestrator.Client.Tests;

/// <summary>Stands where the network would be: keeps what was sent and answers as told.</summary>
internal sealed class RecordingHandler(HttpStatusCode code, HttpContent content) : HttpMessageHandler
{
    public string Sent { get; private set; } = "";

    public string? Body { get; private set; }

    public string? ContentType { get; private set; }

    public static RecordingHandler Json(string json, HttpStatusCode code = HttpStatusCode.OK) => new(code, new StringContent(json, Encoding.UTF8, "application/json"));

    public HttpObjectClient Client() => new(new HttpClient(this) { BaseAddress = new Uri("https://server:6443") }, KindRegistry.BuiltIn());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        if (request.Content is not null)
        {
            Body = await request.Content.ReadAsStringAsync(cancellationToken);
            ContentType = request.Content.Headers.ContentType?.ToString();
        }
        return new HttpResponseMessage(code) { Content = content, ReasonPhrase = code.ToString() };
    }
}
