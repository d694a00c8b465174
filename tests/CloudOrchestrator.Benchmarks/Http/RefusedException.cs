using System.Text;

namespace CloudOrchestrator.Benchmarks.Http;

/// <summary>The server's answer was no success.</summary>
internal sealed class RefusedException(string message, int status) : IOException(message)
{
    /// <summary>HTTP status.</summary>
    public int Status => status;

    public static RefusedException Of(int status, ReadOnlySpan<byte> request, ReadOnlySpan<byte> answer)
    {
        var line = Encoding.UTF8.GetString(request[..Math.Max(0, request.IndexOf("\r\n"u8))]);
        var text = Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 1000)]);
        return new RefusedException($"{line}: {status} {text}", status);
    }
}
