using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CloudOrchestrator.NodeAgent.Probes;

/// <summary>A call of <c>grpc.health.v1.Health/Check</c> over cleartext HTTP/2: one message of one field each way.</summary>
internal static class GrpcHealth
{
    private const int PrefixBytes = 5;
    private const byte StringField1 = 0x0A;
    private const byte EnumField1 = 0x08;

    private static readonly string[] StatusNames = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    public static async Task<ProbeOutcome> CheckAsync(HttpClient http, string host, GRPCAction action, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{host}:{action.Port}/grpc.health.v1.Health/Check"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Encode(action.Service ?? "")),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.32");
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var status = GrpcStatus(response);
            if (status == 12)
                return new ProbeOutcome(false, "this server does not implement the grpc health protocol (grpc.health.v1.Health)");
            if (status != 0)
                return new ProbeOutcome(false, $"health rpc probe failed: rpc error: code = {status.ToString(CultureInfo.InvariantCulture)}");
            var serving = Decode(body);
            return serving == 1
                ? new ProbeOutcome(true, "service healthy")
                : new ProbeOutcome(false, $"service unhealthy (responded with \"{(serving < StatusNames.Length ? StatusNames[serving] : serving.ToString(CultureInfo.InvariantCulture))}\")");
        }
        catch (HttpRequestException failure)
        {
            return new ProbeOutcome(false, $"error: failed to connect service \"{host}:{action.Port}\": {ProbeRunner.Reason(failure, $"{host}:{action.Port}")}");
        }
    }

    private static byte[] Encode(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        using var message = new MemoryStream();
        if (name.Length > 0)
        {
            message.WriteByte(StringField1);
            for (var length = (uint)name.Length; ; length >>= 7)
            {
                message.WriteByte((byte)(length < 0x80 ? length : length & 0x7F | 0x80));
                if (length < 0x80)
                    break;
            }
            message.Write(name);
        }
        var framed = new byte[PrefixBytes + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)message.Length);
        message.ToArray().CopyTo(framed, PrefixBytes);
        return framed;
    }

    private static int Decode(byte[] body) => body.Length >= PrefixBytes + 2 && body[PrefixBytes] == EnumField1 ? body[PrefixBytes + 1] : 0;

    /// <summary>In the trailers, or in the headers when there is no message.</summary>
    private static int GrpcStatus(HttpResponseMessage response) =>
        response.TrailingHeaders.TryGetValues("grpc-status", out var values) || response.Headers.TryGetValues("grpc-status", out values)
            ? int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 2
            : response.IsSuccessStatusCode ? 2 : 14;
}
