using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Requests;

/// <summary>Reads request bodies within the server's limit.</summary>
internal static class RequestBody
{
    /// <summary>The whole body; 413 when it is over the limit. The memory is valid until the request ends.</summary>
    public static async ValueTask<ResultOf<byte[]>> ReadAsync(HttpContext context, int limit, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > limit)
            return TooLarge(limit);
        if (string.Equals(context.Request.Headers.ContentEncoding, "gzip", StringComparison.OrdinalIgnoreCase))
        {
            await using var unzipped = new GZipStream(context.Request.Body, CompressionMode.Decompress);
            return await ReadStreamAsync(unzipped, limit, cancellationToken);
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                return TooLarge(limit);
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async ValueTask<ResultOf<byte[]>> ReadStreamAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        try
        {
            while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                copy.Write(buffer, 0, count);
                if (copy.Length > limit)
                    return TooLarge(limit);
            }
        }
        catch (InvalidDataException exception)
        {
            return ApiStatuses.BadRequest($"the body is no gzip data: {exception.Message}");
        }

        return copy.ToArray();
    }

    private static ApiStatus TooLarge(int limit) => ApiStatuses.TooLarge($"Request entity too large: limit is {limit}");
}
