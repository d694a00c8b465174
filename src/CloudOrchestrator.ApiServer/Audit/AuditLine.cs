using System.Buffers;
using System.Text.Encodings.Web;
using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Audit;

/// <summary>A request as an audit.k8s.io/v1 Event at level Metadata.</summary>
internal static class AuditLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A writer of lines.</summary>
    public static Utf8JsonWriter CreateWriter(IBufferWriter<byte> output) => new(output, Options);

    /// <summary>Writes the event as one line of JSON, without the line's end.</summary>
    public static void Write(AuditRecord record, DateTimeOffset now, Utf8JsonWriter line)
    {
        var context = record.Context;
        line.WriteStartObject();
        line.WriteString("kind"u8, "Event"u8);
        line.WriteString("apiVersion"u8, "audit.k8s.io/v1"u8);
        line.WriteString("level"u8, "Metadata"u8);
        line.WriteString("auditID"u8, record.Id);
        line.WriteString("stage"u8, "ResponseComplete"u8);
        line.WriteString("requestURI"u8, (context.Request.Path + context.Request.QueryString).ToString());
        line.WriteString("verb"u8, record.Verb);
        WriteUser(record.Caller, line);
        line.WriteStartArray("sourceIPs"u8);
        line.WriteStringValue(context.Connection.RemoteIpAddress?.ToString() ?? "");
        line.WriteEndArray();
        line.WriteString("userAgent"u8, context.Request.Headers.UserAgent.ToString());
        line.WriteStartObject("responseStatus"u8);
        line.WriteStartObject("metadata"u8);
        line.WriteEndObject();
        line.WriteNumber("code"u8, context.Response.StatusCode);
        line.WriteEndObject();
        line.WriteString("requestReceivedTimestamp"u8, Timestamps.FormatMicro(record.Received));
        line.WriteString("stageTimestamp"u8, Timestamps.FormatMicro(now));
        if (record.Info.IsResource)
            WriteReference(record.Info, line);
        line.WriteEndObject();
        line.Flush();
    }

    private static void WriteUser(Caller caller, Utf8JsonWriter line)
    {
        line.WriteStartObject("user"u8);
        line.WriteString("username"u8, caller.Name);
        if (caller.Uid.Length > 0)
            line.WriteString("uid"u8, caller.Uid);
        line.WriteStartArray("groups"u8);
        foreach (var group in caller.Groups)
            line.WriteStringValue(group);
        line.WriteEndArray();
        line.WriteEndObject();
    }

    private static void WriteReference(RequestInfo info, Utf8JsonWriter line)
    {
        line.WriteStartObject("objectRef"u8);
        line.WriteString("resource"u8, info.Resource.Plural);
        WriteIfAny("namespace"u8, info.Namespace, line);
        WriteIfAny("name"u8, info.Name, line);
        WriteIfAny("apiGroup"u8, info.Resource.Group, line);
        WriteIfAny("apiVersion"u8, info.Resource.Version, line);
        WriteIfAny("subresource"u8, info.Subresource, line);
        line.WriteEndObject();
    }

    private static void WriteIfAny(ReadOnlySpan<byte> name, string value, Utf8JsonWriter line)
    {
        if (value.Length > 0)
            line.WriteString(name, value);
    }
}
