using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using CloudOrchestrator.Testing;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.Telemetry.Tests;

public sealed class AzureMonitorTests
{
    private const string ConnectionString = "InstrumentationKey=11111111-2222-3333-4444-555555555555;IngestionEndpoint=https://ingest.example/;LiveEndpoint=https://live.example/";

    [Fact]
    public async Task Pipeline_SpansLogsAndMetrics_AreEnvelopesOfOneTrace()
    {
        var ingest = new Ingest();
        using var source = new ActivitySource($"CloudOrchestrator.Test.{Guid.NewGuid():N}");
        using var meter = new Meter($"CloudOrchestrator.Test.{Guid.NewGuid():N}");
        await using (var pipeline = new TelemetryPipeline(Options(), TimeProvider.System, ingest))
        {
            using var loggers = LoggerFactory.Create(pipeline.Logging);
            using (var request = source.StartActivity("POST pods", ActivityKind.Server))
            {
                request!.SetTag("http.response.status_code", 201);
                using var send = source.StartActivity("send work", ActivityKind.Producer);
                loggers.CreateLogger("audit").LogWarning("stored {Name}", "web");
                loggers.CreateLogger("audit").LogError(new InvalidOperationException("boom"), "not stored");
            }

            meter.CreateCounter<long>("az_total").Add(3, new KeyValuePair<string, object?>("code", 201));
        }

        var items = ingest.Items;
        var request1 = items.Single(item => (string?)item["data"]!["baseType"] == "RequestData");
        Assert.Equal("Microsoft.ApplicationInsights.Request", (string?)request1["name"]);
        Assert.Equal("11111111-2222-3333-4444-555555555555", (string?)request1["iKey"]);
        Assert.Equal("201", (string?)request1["data"]!["baseData"]!["responseCode"]);
        Assert.True((bool?)request1["data"]!["baseData"]!["success"]);
        Assert.Matches(@"^\d\d\.\d\d:\d\d:\d\d\.\d{7}$", (string?)request1["data"]!["baseData"]!["duration"]);
        Assert.Equal("api", (string?)request1["tags"]!["ai.cloud.role"]);
        var trace = (string?)request1["tags"]!["ai.operation.id"];
        var dependency = items.Single(item => (string?)item["data"]!["baseType"] == "RemoteDependencyData");
        Assert.Equal(trace, (string?)dependency["tags"]!["ai.operation.id"]);
        Assert.Equal((string?)request1["data"]!["baseData"]!["id"], (string?)dependency["tags"]!["ai.operation.parentId"]);
        var message = items.Single(item => (string?)item["data"]!["baseType"] == "MessageData");
        Assert.Equal("stored web", (string?)message["data"]!["baseData"]!["message"]);
        Assert.Equal("Warning", (string?)message["data"]!["baseData"]!["severityLevel"]);
        Assert.Equal(trace, (string?)message["tags"]!["ai.operation.id"]);
        var exception = items.Single(item => (string?)item["data"]!["baseType"] == "ExceptionData");
        Assert.Equal("System.InvalidOperationException", (string?)exception["data"]!["baseData"]!["exceptions"]![0]!["typeName"]);
        var metric = items.Single(item => (string?)item["data"]!["baseData"]!["metrics"]?[0]?["name"] == "az_total");
        Assert.Equal(3, (double?)metric["data"]!["baseData"]!["metrics"]![0]!["value"]);
        Assert.Equal("201", (string?)metric["data"]!["baseData"]!["properties"]!["code"]);
    }

    [Fact]
    public async Task Pipeline_IngestionBusy_TriesAgainAndDeliversOnce()
    {
        var ingest = new Ingest { Refusals = 2 };
        using var meter = new Meter($"CloudOrchestrator.Test.{Guid.NewGuid():N}");
        await using (new TelemetryPipeline(Options(), TimeProvider.System, ingest))
            meter.CreateCounter<long>("busy_total").Add(1);
        Assert.Single(ingest.Items, item => (string?)item["data"]!["baseData"]!["metrics"]?[0]?["name"] == "busy_total");
    }

    [Fact]
    public async Task Pipeline_KeyRefused_ReportsOnceAndDrops()
    {
        var reports = new List<string>();
        var ingest = new Ingest { Refusals = 100, Refusal = HttpStatusCode.Unauthorized };
        using var meter = new Meter($"CloudOrchestrator.Test.{Guid.NewGuid():N}");
        await using (new TelemetryPipeline(Options() with { Report = reports.Add }, TimeProvider.System, ingest))
            meter.CreateCounter<long>("refused_total").Add(1);
        Assert.Contains("401", Assert.Single(reports), StringComparison.Ordinal);
        Assert.Equal(1, ingest.Requests);
    }

    [Theory]
    [InlineData("IngestionEndpoint=https://x/", "InstrumentationKey")]
    [InlineData("InstrumentationKey=a;IngestionEndpoint=:", "IngestionEndpoint")]
    public void Pipeline_BadConnectionString_SaysWhatIsWrong(string text, string named)
    {
        var error = Assert.Throws<FormatException>(() => new TelemetryPipeline(Options() with { ApplicationInsights = text }, new ManualTimeProvider()));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static TelemetryOptions Options() => new() { Role = "api", Instance = "i-1", ApplicationInsights = ConnectionString };

    private sealed class Ingest : HttpMessageHandler
    {
        private readonly Lock _gate = new();
        private readonly List<JsonNode> _items = [];
        private int _requests;

        public int Refusals { get; init; }

        public HttpStatusCode Refusal { get; init; } = HttpStatusCode.TooManyRequests;

        public int Requests => _requests;

        public IReadOnlyList<JsonNode> Items
        {
            get
            {
                lock (_gate)
                    return [.. _items];
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("https://ingest.example/v2.1/track", request.RequestUri!.ToString());
            if (Interlocked.Increment(ref _requests) <= Refusals)
                return new HttpResponseMessage(Refusal) { Headers = { RetryAfter = new(TimeSpan.Zero) }, Content = new StringContent("no") };
            await using var body = new GZipStream(await request.Content!.ReadAsStreamAsync(cancellationToken), CompressionMode.Decompress);
            using var lines = new StreamReader(body);
            while (await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                lock (_gate)
                    _items.Add(JsonNode.Parse(line)!);
            }

            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") };
        }
    }
}
