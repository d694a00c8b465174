using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Responses;

/// <summary>Compresses long answers for clients that accept gzip, under the conditions and as fast as Kubernetes does.</summary>
internal static class Compression
{
    private const int BytesMin = 128 * 1024;
    private const string Gzip = "gzip";

    /// <summary>True when an answer of this length is compressed.</summary>
    public static bool Applies(HttpContext context, long length)
    {
        if (length <= BytesMin || HttpMethods.IsHead(context.Request.Method) || context.Response.Headers.ContentEncoding.Count > 0)
            return false;
        foreach (var accepted in context.Request.Headers.AcceptEncoding)
        {
            foreach (var part in accepted.AsSpan().Split(','))
            {
                if (accepted.AsSpan(part).Trim() is Gzip)
                    return true;
            }
        }

        return false;
    }

    /// <summary>A writer of the answer's body that compresses; has to be completed. The answer gets the headers that say so, and no length.</summary>
    public static PipeWriter Begin(HttpResponse response)
    {
        response.ContentLength = null;
        response.Headers.ContentEncoding = Gzip;
        response.Headers.Append("Vary", "Accept-Encoding");
        return PipeWriter.Create(new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true));
    }
}
