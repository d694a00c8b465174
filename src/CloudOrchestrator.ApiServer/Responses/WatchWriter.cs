using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using CloudOrchestrator.ApiServer.Content;
using CloudOrchestrator.ApiServer.Tables;
using CloudOrchestrator.ApiServer.Verbs;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Responses;

/// <summary>Writes a watch as JSON lines. Stored objects are sent as the bytes they are kept as, so that no watcher encodes them again.</summary>
internal sealed class WatchWriter(ServerParts parts)
{
    private const int FlushBytes = 64 * 1024;

    /// <summary>Writes events until the watch or the client ends.</summary>
    public async Task WriteAsync(HttpContext context, KindDescriptor kind, WatchSession session, Representation representation, CancellationToken cancellationToken)
    {
        if (representation.MediaType == MediaTypes.Protobuf)
        {
            await ResponseWriter.WriteStatusAsync(context, ApiStatuses.NotAcceptable("watches are not written in protobuf: accept application/json as well"));
            return;
        }

        context.Response.StatusCode = 200;
        context.Response.ContentType = MediaTypes.Json;
        context.Response.Headers.CacheControl = "no-cache, private";
        var writer = context.Response.BodyWriter;
        var includeObject = ResponseWriter.IncludeObject(context);
        var columns = true;
        if (!await FlushAsync(context, cancellationToken))
            return;
        while (await session.NextAsync() is { } events)
        {
            var unflushed = 0L;
            foreach (var item in events)
            {
                var before = writer.UnflushedBytes;
                Write(writer, kind, item, representation, includeObject, columns);
                columns = columns && item.Value is null;
                unflushed += writer.UnflushedBytes - before;
                if (unflushed < FlushBytes)
                    continue;
                unflushed = 0;
                if (!await FlushAsync(context, cancellationToken))
                    return;
            }

            if (!await FlushAsync(context, cancellationToken))
                return;
        }
    }

    // What one watcher does not take would be held in memory for it alone. False when it has been cut off.
    private async ValueTask<bool> FlushAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var flush = context.Response.BodyWriter.FlushAsync(cancellationToken);
        if (flush.IsCompletedSuccessfully)
            return !flush.Result.IsCompleted;
        try
        {
            return !(await flush.AsTask().WaitAsync(parts.Options.WatchStallMax, parts.Time, cancellationToken)).IsCompleted;
        }
        catch (TimeoutException)
        {
            context.Abort();
            return false;
        }
    }

    private void Write(PipeWriter writer, KindDescriptor kind, WatchEvent item, Representation representation, string includeObject, bool columns)
    {
        Put(writer, "{\"type\":\"");
        Put(writer, item.Type);
        Put(writer, "\",\"object\":");
        if (item.Failure is { } failure)
            writer.Write(ObjectJson.Serialize(failure));
        else if (representation.Shape == ObjectShape.Whole && !parts.IsView(kind) && item.Value is { } stored)
            WriteStored(writer, stored, item.Revision);
        else
            writer.Write(Encoding.UTF8.GetBytes(Shape(kind, item, representation, includeObject, columns).ToJsonString(ObjectJson.Options)));
        writer.Write("}\n"u8);
    }

    // An object that left a selector is shown as it last matched, with the revision at which it left.
    private static void WriteStored(PipeWriter writer, StoredObject stored, long revision)
    {
        if (stored.Revision == revision)
            writer.Write(stored.Utf8.Span);
        else
            writer.Write(Encoding.UTF8.GetBytes(WithRevision(stored, revision).ToJsonString(ObjectJson.Options)));
    }

    private JsonObject Shape(KindDescriptor kind, WatchEvent item, Representation representation, string includeObject, bool columns)
    {
        var tree = item.Value is { } stored ? kind.FromStored(WithRevision(stored, item.Revision)) : BookmarkObject(kind, item);
        return representation.Shape switch
        {
            ObjectShape.Table => TableBuilder.Table(kind, [tree], new JsonObject { ["resourceVersion"] = item.Revision.ToString(CultureInfo.InvariantCulture) },
                includeObject, representation.Version, parts.Now, columns),
            ObjectShape.PartialMetadata => TableBuilder.Partial(tree, representation.Version),
            _ => tree,
        };
    }

    private static JsonObject WithRevision(StoredObject stored, long revision)
    {
        var tree = stored.ToJsonObject();
        tree["metadata"]!["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
        return tree;
    }

    private static JsonObject BookmarkObject(KindDescriptor kind, WatchEvent item)
    {
        var metadata = new JsonObject { ["resourceVersion"] = item.Revision.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null };
        if (item.EndsInitial)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        return new JsonObject { ["kind"] = kind.GroupVersionKind.Kind, ["apiVersion"] = kind.GroupVersionKind.ApiVersion, ["metadata"] = metadata };
    }

    private static void Put(PipeWriter writer, string ascii) => Encoding.ASCII.GetBytes(ascii, writer);
}
