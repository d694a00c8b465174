using System.Text;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>The multipart body of a transaction and of its answer.</summary>
internal static class BatchBody
{
    /// <summary>The parts of the one change set.</summary>
    public static IReadOnlyList<EntityRequest> Read(string? contentType, ReadOnlyMemory<byte> body, string account)
    {
        var parts = Parts(body, Boundary(contentType));
        if (parts.Count != 1)
            throw TableRefusal.Bad("InvalidInput", "A batch holds one change set.");
        var (headers, content) = Headers(parts[0]);
        return [.. Parts(content, Boundary(headers.ContentType.ToString())).Select(part => Operation(part, account))];
    }

    public static byte[] Write(IEnumerable<(int Status, string? Code, string? ETag, string Body)> answers)
    {
        var text = new StringBuilder("--batchresponse_b\r\nContent-Type: multipart/mixed; boundary=changesetresponse_c\r\n\r\n");
        foreach (var (status, code, etag, body) in answers)
        {
            text.Append("--changesetresponse_c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n")
                .Append($"HTTP/1.1 {status} {code ?? "No Content"}\r\nX-Content-Type-Options: nosniff\r\nDataServiceVersion: 3.0;\r\n");
            if (etag is not null)
                text.Append($"ETag: {etag}\r\n");
            if (body.Length > 0)
                text.Append("Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8\r\n");
            text.Append("\r\n").Append(body).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("--changesetresponse_c--\r\n--batchresponse_b--\r\n").ToString());
    }

    private static EntityRequest Operation(ReadOnlyMemory<byte> part, string account)
    {
        var (outer, request) = Headers(part);
        if (outer.ContentType != "application/http" || outer["Content-Transfer-Encoding"] != "binary")
            throw TableRefusal.Bad("InvalidInput", "A part needs Content-Type application/http and Content-Transfer-Encoding binary.");
        var end = request.Span.IndexOf("\r\n"u8);
        var line = Encoding.UTF8.GetString(request.Span[..end]).Split(' ');
        if (line is not [var method, var address, "HTTP/1.1"] || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
            throw TableRefusal.Bad("InvalidInput", "A part needs a request line with an absolute address.");
        var (headers, body) = Headers(request[(end + 2)..]);
        var prefix = $"/{account}/";
        if (method == "GET")
            throw TableRefusal.Bad("InvalidInput", "A change set holds no query.");
        return uri.AbsolutePath.StartsWith(prefix, StringComparison.Ordinal)
            ? EntityRequest.Read(method, uri.AbsolutePath[prefix.Length..], headers, body)
            : throw TableRefusal.Bad("InvalidInput", $"The address {address} is not of this account.");
    }

    private static (IHeaderDictionary Headers, ReadOnlyMemory<byte> Body) Headers(ReadOnlyMemory<byte> text)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        while (true)
        {
            var end = text.Span.IndexOf("\r\n"u8);
            if (end < 0)
                throw TableRefusal.Bad("InvalidInput", "The headers of a part must end with an empty line (CRLF).");
            var line = Encoding.UTF8.GetString(text.Span[..end]);
            text = text[(end + 2)..];
            if (line.Length == 0)
                return (headers, text);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                throw TableRefusal.Bad("InvalidInput", $"Not a header: {line}");
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
    }

    private static string Boundary(string? contentType)
    {
        const string Name = "boundary=";
        var at = contentType?.IndexOf(Name, StringComparison.Ordinal) ?? -1;
        if (at < 0 || !contentType!.StartsWith("multipart/mixed", StringComparison.Ordinal))
            throw TableRefusal.Bad("InvalidInput", "The content type must be multipart/mixed with a boundary.");
        return contentType[(at + Name.Length)..].Trim('"');
    }

    private static List<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> body, string boundary)
    {
        var line = Encoding.UTF8.GetBytes($"--{boundary}");
        var parts = new List<ReadOnlyMemory<byte>>();
        if (!body.Span.StartsWith(line))
            throw TableRefusal.Bad("InvalidInput", "The body must begin with its boundary.");
        var separator = Encoding.UTF8.GetBytes($"\r\n--{boundary}");
        body = body[line.Length..];
        while (!body.Span.StartsWith("--"u8))
        {
            var end = body.Span.IndexOf(separator);
            if (end < 0 || !body.Span.StartsWith("\r\n"u8))
                throw TableRefusal.Bad("InvalidInput", "The body must end with its closing boundary (CRLF throughout).");
            parts.Add(end == 0 ? ReadOnlyMemory<byte>.Empty : body[2..end]);
            body = body[(end + separator.Length)..];
        }

        return parts;
    }
}
