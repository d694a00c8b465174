using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CloudOrchestrator.Telemetry.Metrics;

namespace CloudOrchestrator.Telemetry.AzureMonitor;

/// <summary>Writes telemetry as Azure Monitor's ingestion takes it (schema version 2): one JSON object per line.</summary>
internal sealed class EnvelopeWriter(string instrumentationKey, string role, string instance)
{
    private const int TextMax = 32_768;
    private const int PropertyMax = 8_192;
    private const int NameMax = 1_024;

    private readonly ArrayBufferWriter<byte> _lines = new();

    /// <summary>Items written since the last <see cref="Take"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The lines written so far; the writer is empty afterwards.</summary>
    public byte[] Take()
    {
        var lines = _lines.WrittenSpan.ToArray();
        _lines.Clear();
        Count = 0;
        return lines;
    }

    /// <summary>A span: a request when somebody else asked for it, a dependency when we asked.</summary>
    public void Write(Activity activity)
    {
        var isRequest = activity.Kind is ActivityKind.Server or ActivityKind.Consumer;
        var type = isRequest ? "Request" : "RemoteDependency";
        Envelope(type, activity.StartTimeUtc, Context(activity), json =>
        {
            json.WriteString("id", activity.SpanId.ToHexString());
            json.WriteString("name", Cut(activity.DisplayName, NameMax));
            json.WriteString("duration", Duration(activity.Duration));
            json.WriteBoolean("success", activity.Status != ActivityStatusCode.Error);
            var code = activity.GetTagItem("http.response.status_code")?.ToString() ?? (activity.Status == ActivityStatusCode.Error ? "error" : "0");
            json.WriteString(isRequest ? "responseCode" : "resultCode", code);
            if (!isRequest)
            {
                json.WriteString("type", activity.GetTagItem("messaging.system")?.ToString() ?? (activity.Kind == ActivityKind.Internal ? "InProc" : "HTTP"));
                json.WriteString("target", activity.GetTagItem("server.address")?.ToString() ?? "");
            }

            Properties(json, activity.TagObjects.Append(new("source", activity.Source.Name)));
        });
    }

    /// <summary>A line of a log; one that tells of an exception is an exception.</summary>
    public void Write(OpenTelemetry.Logs.LogRecord record)
    {
        var level = (int)record.LogLevel switch { <= 1 => "Verbose", 2 => "Information", 3 => "Warning", 4 => "Error", _ => "Critical" };
        var context = new Dictionary<string, string>();
        if (record.TraceId != default)
        {
            context["ai.operation.id"] = record.TraceId.ToHexString();
            context["ai.operation.parentId"] = record.SpanId.ToHexString();
        }

        var message = record.FormattedMessage ?? record.Body ?? "";
        Envelope(record.Exception is null ? "Message" : "Exception", record.Timestamp, context, json =>
        {
            if (record.Exception is { } exception)
            {
                json.WriteStartArray("exceptions");
                json.WriteStartObject();
                json.WriteString("typeName", exception.GetType().FullName);
                json.WriteString("message", Cut($"{message}: {exception.Message}", TextMax));
                json.WriteBoolean("hasFullStack", true);
                json.WriteString("stack", Cut(exception.ToString(), TextMax));
                json.WriteEndObject();
                json.WriteEndArray();
            }
            else
            {
                json.WriteString("message", Cut(message, TextMax));
            }

            json.WriteString("severityLevel", level);
            Properties(json, [new("category", record.CategoryName)]);
        });
    }

    /// <summary>What an instrument measured since the last time under one combination of tags.</summary>
    public void WriteMetric(string name, double value, long count, MetricSeries series, DateTimeOffset time) =>
        Envelope("Metric", time.UtcDateTime, [], json =>
        {
            json.WriteStartArray("metrics");
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("value", value);
            json.WriteNumber("count", count);
            json.WriteEndObject();
            json.WriteEndArray();
            Properties(json, series.Tags);
        });

    private static Dictionary<string, string> Context(Activity activity)
    {
        var context = new Dictionary<string, string> { ["ai.operation.id"] = activity.TraceId.ToHexString(), ["ai.operation.name"] = activity.DisplayName };
        if (activity.ParentSpanId != default)
            context["ai.operation.parentId"] = activity.ParentSpanId.ToHexString();
        return context;
    }

    private void Envelope(string type, DateTime time, Dictionary<string, string> context, Action<Utf8JsonWriter> data)
    {
        using (var json = new Utf8JsonWriter(_lines))
        {
            json.WriteStartObject();
            json.WriteNumber("ver", 1);
            json.WriteString("name", $"Microsoft.ApplicationInsights.{type}");
            json.WriteString("time", time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
            json.WriteString("iKey", instrumentationKey);
            json.WriteStartObject("tags");
            json.WriteString("ai.cloud.role", role);
            json.WriteString("ai.cloud.roleInstance", instance);
            foreach (var (name, value) in context)
                json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteStartObject("data");
            json.WriteString("baseType", $"{type}Data");
            json.WriteStartObject("baseData");
            json.WriteNumber("ver", 2);
            data(json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        _lines.Write("\n"u8);
        Count++;
    }

    private static void Properties(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> tags)
    {
        json.WriteStartObject("properties");
        foreach (var (name, value) in tags.DistinctBy(tag => tag.Key))
            json.WriteString(name, Cut(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", PropertyMax));
        json.WriteEndObject();
    }

    private static string Duration(TimeSpan duration) => duration.ToString(@"dd\.hh\:mm\:ss\.fffffff", CultureInfo.InvariantCulture);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
