using System.Globalization;
using System.IO.Pipelines;
using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Tables;
using CloudOrchestrator.ApiServer.Verbs;
using CloudOrchestrator.Objects.Protobuf;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Responses;

/// <summary>Writes answers in the representation that was negotiated.</summary>
internal sealed class ResponseWriter(ServerParts parts)
{
    private const int FlushBytes = 256 * 1024;

    /// <summary>Writes an object or status.</summary>
    public async Task WriteAsync(HttpContext context, KindDescriptor kind, ApiResponse answer, Representation representation, IReadOnlyList<string> warnings)
    {
        AddWarnings(context.Response, warnings);
        if (answer.Status is { } status)
        {
            await WriteStatusAsync(context, status, answer.Code);
            return;
        }

        if (representation.IsPlainJson && answer.Stored is { } stored && !parts.IsView(kind))
        {
            await WriteBytesAsync(context, answer.Code, MediaTypes.Json, stored.Utf8);
            return;
        }

        var tree = answer.ToTree(kind)!;
        var shaped = representation.Shape switch
        {
            ObjectShape.Table => TableBuilder.Table(kind, [tree], ItemListMetadata(tree), IncludeObject(context), representation.Version, parts.Now),
            ObjectShape.PartialMetadata => TableBuilder.Partial(tree, representation.Version),
            _ => tree,
        };
        await WriteTreeAsync(context, answer.Code, shaped, kind, representation);
    }

    /// <summary>Writes a list.</summary>
    public Task WriteListAsync(HttpContext context, KindDescriptor kind, ListResult list, Representation representation)
    {
        if (representation.IsPlainJson && !parts.IsView(kind))
            return WriteStoredListAsync(context, kind, list);
        var trees = list.Items.Select(item => kind.FromStored(item.ToJsonObject()));
        var metadata = ListMetadata(list);
        var shaped = representation.Shape switch
        {
            ObjectShape.Table => TableBuilder.Table(kind, trees, metadata, IncludeObject(context), representation.Version, parts.Now),
            ObjectShape.PartialMetadata => new JsonObject
            {
                ["kind"] = "PartialObjectMetadataList",
                ["apiVersion"] = $"meta.k8s.io/{representation.Version}",
                ["metadata"] = metadata,
                ["items"] = new JsonArray([.. trees.Select(tree => (JsonNode)TableBuilder.Partial(tree, representation.Version))]),
            },
            _ => new JsonObject
            {
                ["kind"] = kind.GroupVersionKind.Kind + "List",
                ["apiVersion"] = kind.GroupVersionKind.ApiVersion,
                ["metadata"] = metadata,
                ["items"] = new JsonArray([.. trees]),
            },
        };
        return WriteTreeAsync(context, 200, shaped, null, representation);
    }

    /// <summary>Writes a status in JSON.</summary>
    public static Task WriteStatusAsync(HttpContext context, ApiStatus status, int? code = null)
    {
        if (status.Details?.RetryAfterSeconds is > 0 and { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteBytesAsync(context, code ?? status.Code ?? 500, MediaTypes.Json, ObjectJson.Serialize(status));
    }

    /// <summary>Writes bytes, with their length unless they are compressed.</summary>
    public static Task WriteBytesAsync(HttpContext context, int code, string mediaType, ReadOnlyMemory<byte> bytes)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = bytes.Length;
        if (Compression.Applies(context, bytes.Length))
            return WriteCompressedAsync(context, bytes);
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>Adds Warning headers as Kubernetes formats them.</summary>
    public static void AddWarnings(HttpResponse response, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings.Distinct(StringComparer.Ordinal))
        {
            var text = string.Concat(warning.Select(character => char.IsControl(character) ? ' ' : character))
                .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            response.Headers.Append("Warning", $"299 - \"{text}\"");
        }
    }

    /// <summary>The includeObject parameter of a request.</summary>
    public static string IncludeObject(HttpContext context) => context.Request.Query["includeObject"].ToString();

    /// <summary>Writes a tree in the media type negotiated.</summary>
    public Task WriteTreeAsync(HttpContext context, int code, JsonObject tree, KindDescriptor? kind, Representation representation)
    {
        if (representation.MediaType == MediaTypes.Yaml)
            return WriteBytesAsync(context, code, MediaTypes.Yaml, YamlWriter.Write(tree));
        if (representation.MediaType == MediaTypes.Protobuf)
        {
            return kind is null
                ? WriteStatusAsync(context, ApiStatuses.NotAcceptable("lists are not written in protobuf: accept application/json as well"))
                : WriteBytesAsync(context, code, MediaTypes.Protobuf, KubernetesProtobuf.Encode(tree, parts.Kinds.SchemaOf(kind), kind.GroupVersionKind));
        }

        return WriteBytesAsync(context, code, MediaTypes.Json, JsonSerializer.SerializeToUtf8Bytes(tree, ObjectJson.Options));
    }

    private static async Task WriteCompressedAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        var compressed = Compression.Begin(context.Response);
        await compressed.WriteAsync(bytes, context.RequestAborted);
        await compressed.CompleteAsync();
    }

    private static JsonObject ListMetadata(ListResult list)
    {
        var metadata = new JsonObject { ["resourceVersion"] = list.Revision.ToString(CultureInfo.InvariantCulture) };
        if (list.Continue.Length > 0)
            metadata["continue"] = list.Continue;
        if (list.Remaining is { } remaining)
            metadata["remainingItemCount"] = remaining;
        return metadata;
    }

    private static JsonObject ItemListMetadata(JsonObject item) => new() { ["resourceVersion"] = item["metadata"]?["resourceVersion"]?.DeepClone() };

    // Objects are kept as the bytes they are sent as: a list is a concatenation.
    private static async Task WriteStoredListAsync(HttpContext context, KindDescriptor kind, ListResult list)
    {
        var head = System.Text.Encoding.UTF8.GetBytes(
            $"{{\"kind\":\"{kind.GroupVersionKind.Kind}List\",\"apiVersion\":\"{kind.GroupVersionKind.ApiVersion}\",\"metadata\":{ListMetadata(list).ToJsonString()},\"items\":[");
        var length = head.Length + 2L + Math.Max(0, list.Items.Count - 1);
        foreach (var item in list.Items)
            length += item.Utf8.Length;
        context.Response.StatusCode = 200;
        context.Response.ContentType = MediaTypes.Json;
        context.Response.ContentLength = length;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        if (!Compression.Applies(context, length))
        {
            await WriteStoredListAsync(context.Response.BodyWriter, head, list.Items, context.RequestAborted);
            return;
        }

        var compressed = Compression.Begin(context.Response);
        await WriteStoredListAsync(compressed, head, list.Items, context.RequestAborted);
        await compressed.CompleteAsync();
    }

    private static async Task WriteStoredListAsync(PipeWriter writer, byte[] head, IReadOnlyList<StoredObject> items, CancellationToken cancellationToken)
    {
        var output = new ChunkedWriter(writer);
        output.Write(head);
        for (var index = 0; index < items.Count; index++)
        {
            if (index > 0)
                output.Write(","u8);
            output.Write(items[index].Utf8.Span);
            if (output.Unflushed >= FlushBytes)
                await output.FlushAsync(cancellationToken);
        }

        output.Write("]}"u8);
        await output.FlushAsync(cancellationToken);
    }
}
