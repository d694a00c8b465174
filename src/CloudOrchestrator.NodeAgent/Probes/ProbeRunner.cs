using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Probes;

/// <summary>Tries probes once. The agent stands in the node's network, where pods' addresses are reachable.</summary>
/// <param name="runtime">Runs programs inside containers.</param>
/// <param name="podsAnswer">False on simulated nodes, whose pods have nothing that could answer: what goes over the network succeeds untried.</param>
public sealed class ProbeRunner(IContainerRuntime runtime, bool podsAnswer = true) : IDisposable
{
    private const int OutputBytesMax = 10 * 1024;
    private const int RedirectsMax = 10;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.Zero,
        // A probe asks whether somebody answers, not who.
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 1 << 20,
    };

    /// <summary>Tries a probe. Never throws for what the container does.</summary>
    public async Task<ProbeOutcome> TryAsync(ContainerTarget target, Probe probe, CancellationToken cancellationToken)
    {
        var timeout = TimeSpan.FromSeconds(Math.Max(1, probe.TimeoutSeconds ?? 1));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            if (probe.Exec is { } exec)
                return await ExecAsync(target, exec.Command ?? [], limit.Token);
            if (!podsAnswer)
                return new ProbeOutcome(true, "");
            if (probe.HttpGet is { } get)
                return await HttpAsync(target, get, limit.Token);
            if (probe.TcpSocket is { } tcp)
                return await TcpAsync(tcp.Host is { Length: > 0 } host ? host : target.PodAddress, target.PortOf(tcp.Port), limit.Token);
            return probe.Grpc is { } grpc ? await GrpcHealth.CheckAsync(_http, target.PodAddress, grpc, limit.Token) : new ProbeOutcome(true, "");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeOutcome(false, probe switch
            {
                { Exec.Command: { } command } => $"command timed out: \"{string.Join(' ', command)}\" timed out after {GoDuration.Format(timeout)}",
                { HttpGet: { } get } => $"Get \"{UrlOf(target, get)}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
                { Grpc: { } grpc } => $"timeout: failed to connect service \"{target.PodAddress}:{grpc.Port}\" within {GoDuration.Format(timeout)}: context deadline exceeded",
                { TcpSocket: { } tcp } => $"dial tcp {target.PodAddress}:{target.PortOf(tcp.Port)}: i/o timeout",
                _ => "timed out",
            });
        }
        catch (Exception failure) when (failure is RuntimeException or InvalidOperationException or UriFormatException)
        {
            return new ProbeOutcome(false, failure.Message);
        }
    }

    /// <summary>Runs a program inside the container; its exit code decides.</summary>
    public async Task<ProbeOutcome> ExecAsync(ContainerTarget target, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await using var streams = await runtime.ExecAsync(target.ContainerId, new ExecConfig(command), cancellationToken);
        using var output = new MemoryStream();
        var buffer = new byte[4096];
        while (await streams.ReadAsync(buffer, cancellationToken) is { Count: > 0 } chunk)
            output.Write(buffer, 0, (int)Math.Min(chunk.Count, OutputBytesMax - output.Length));
        var code = await streams.ExitCodeAsync(cancellationToken);
        return new ProbeOutcome(code == 0, Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length));
    }

    /// <summary>Sends a GET; an answer from 200 to 399 is a success.</summary>
    public async Task<ProbeOutcome> HttpAsync(ContainerTarget target, HTTPGetAction get, CancellationToken cancellationToken)
    {
        if (!podsAnswer)
            return new ProbeOutcome(true, "");
        var url = UrlOf(target, get);
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var request = RequestOf(url, get);
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                var status = (int)response.StatusCode;
                if (status is < 300 or >= 400 || response.Headers.Location is not { } location)
                    return new ProbeOutcome(status is >= 200 and < 400, status is >= 200 and < 400 ? "" : $"HTTP probe failed with statuscode: {status}");
                var next = new Uri(url, location);
                // What another host says about itself says nothing about this container: such an answer counts as it is.
                if (next.Host != url.Host)
                    return new ProbeOutcome(true, $"Probe terminated redirects, Response body: {location}");
                if (redirects == RedirectsMax)
                    return new ProbeOutcome(false, $"Get \"{url}\": stopped after {RedirectsMax} redirects");
                url = next;
            }
        }
        catch (HttpRequestException failure)
        {
            return new ProbeOutcome(false, $"Get \"{url}\": {Reason(failure, $"{url.Host}:{url.Port}")}");
        }
    }

    /// <summary>Opens a connection.</summary>
    public static async Task<ProbeOutcome> TcpAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, cancellationToken);
            return new ProbeOutcome(true, "");
        }
        catch (SocketException failure)
        {
            return new ProbeOutcome(false, Reason(failure, $"{host}:{port}"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Why a connection failed, in the words Kubernetes' users know.</summary>
    internal static string Reason(Exception failure, string address) =>
        (failure as SocketException ?? failure.InnerException as SocketException)?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"dial tcp {address}: connect: connection refused",
        SocketError.HostUnreachable => $"dial tcp {address}: connect: no route to host",
        SocketError.NetworkUnreachable => $"dial tcp {address}: connect: network is unreachable",
        SocketError.ConnectionReset => $"read tcp {address}: read: connection reset by peer",
        _ => failure is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } ? "EOF" : failure.Message,
    };

    private static Uri UrlOf(ContainerTarget target, HTTPGetAction get)
    {
        var host = get.Host is { Length: > 0 } given ? given : target.PodAddress;
        var path = get.Path is { Length: > 0 } given2 ? given2 : "/";
        var scheme = string.IsNullOrEmpty(get.Scheme) ? "http" : get.Scheme.ToLowerInvariant();
        return new Uri($"{scheme}://{host}:{target.PortOf(get.Port)}{(path.StartsWith('/') ? path : "/" + path)}");
    }

    private static HttpRequestMessage RequestOf(Uri url, HTTPGetAction get)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var header in get.HttpHeaders ?? [])
        {
            if (string.Equals(header.Name, "Host", StringComparison.OrdinalIgnoreCase))
                request.Headers.Host = header.Value;
            else
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }
        if (!request.Headers.Contains("User-Agent"))
            request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.32");
        if (!request.Headers.Contains("Accept"))
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        request.Headers.ConnectionClose = true;
        return request;
    }
}
