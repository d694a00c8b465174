using System.Diagnostics.Metrics;
using CloudOrchestrator.Telemetry.Metrics;

namespace CloudOrchestrator.Telemetry.Tests;

public sealed class MetricRegistryTests
{
    [Fact]
    public void Write_CountersGaugesAndHistograms_IsPrometheusText()
    {
        using var registry = new MetricRegistry();
        using var meter = new Meter($"CloudOrchestrator.Test.{Guid.NewGuid():N}");
        var requests = meter.CreateCounter<long>("t1_request_total", description: "Requests \"answered\"\nso far.");
        requests.Add(2, new("verb", "GET"), new("code", 200));
        requests.Add(1, new("verb", "GET"), new("code", 200));
        requests.Add(1, new("verb", "a\"b\\c\nd"), new("code", 404));
        meter.CreateCounter<double>("t1.dots.seconds").Add(1.5);
        meter.CreateObservableGauge("t1_pending", () => 7);
        var duration = meter.CreateHistogram("t1_duration_seconds", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in new[] { 0.1, 0.5, 3 })
            duration.Record(value, new KeyValuePair<string, object?>("verb", "GET"));

        var text = PrometheusText.Write([.. registry.Collect().Where(family => family.Name.StartsWith("t1", StringComparison.Ordinal))]);

        Assert.Equal("""
            # TYPE t1_dots_seconds_total counter
            t1_dots_seconds_total 1.5
            # TYPE t1_duration_seconds histogram
            t1_duration_seconds_bucket{verb="GET",le="0.1"} 1
            t1_duration_seconds_bucket{verb="GET",le="1"} 2
            t1_duration_seconds_bucket{verb="GET",le="+Inf"} 3
            t1_duration_seconds_sum{verb="GET"} 3.6
            t1_duration_seconds_count{verb="GET"} 3
            # TYPE t1_pending gauge
            t1_pending 7
            # HELP t1_request_total Requests "answered"\nso far.
            # TYPE t1_request_total counter
            t1_request_total{verb="GET",code="200"} 3
            t1_request_total{verb="a\"b\\c\nd",code="404"} 1

            """, text);
    }

    [Fact]
    public void Collect_ObservableSeriesNoLongerNamed_IsGone()
    {
        using var registry = new MetricRegistry();
        using var meter = new Meter($"CloudOrchestrator.Test.{Guid.NewGuid():N}");
        var nodes = new List<string> { "a", "b" };
        meter.CreateObservableGauge("t2_ready", () => nodes.Select(node => new Measurement<int>(1, new KeyValuePair<string, object?>("node", node))));
        Assert.Equal(2, registry.Collect().Single(family => family.Name == "t2_ready").Series.Count());
        nodes.Remove("a");
        Assert.Equal(["b"], registry.Collect().Single(family => family.Name == "t2_ready").Series.Select(series => series.Tag("node")));
    }

    [Fact]
    public void Record_MoreSeriesThanKept_CountsWhatFoundNoRoom()
    {
        using var registry = new MetricRegistry();
        using var meter = new Meter($"CloudOrchestrator.Test.{Guid.NewGuid():N}");
        var counter = meter.CreateCounter<int>("t3_total");
        for (var index = 0; index < MetricRegistry.SeriesMax + 3; index++)
            counter.Add(1, new KeyValuePair<string, object?>("n", index));
        var families = registry.Collect().Where(family => family.Name == "t3_total").ToArray();
        Assert.Equal(3, families[0].Dropped);
        Assert.Equal(MetricRegistry.SeriesMax, registry.Sum("t3_total"));
        Assert.Contains("cloudorchestrator_metric_dropped_total{metric=\"t3_total\"} 3\n", PrometheusText.Write(families), StringComparison.Ordinal);
    }

    [Fact]
    public void Record_MetersOfOthers_AreNotListenedTo()
    {
        using var registry = new MetricRegistry();
        using var meter = new Meter($"Someone.{Guid.NewGuid():N}");
        meter.CreateCounter<int>("t4_total").Add(1);
        Assert.DoesNotContain(registry.Collect(), family => family.Name == "t4_total");
    }

    [Fact]
    public void Record_ManyThreads_LosesNothing()
    {
        using var registry = new MetricRegistry();
        using var meter = new Meter($"CloudOrchestrator.Test.{Guid.NewGuid():N}");
        var counter = meter.CreateCounter<long>("t5_total");
        Parallel.For(0, 8, _ =>
        {
            for (var index = 0; index < 10_000; index++)
                counter.Add(1, new KeyValuePair<string, object?>("n", index % 50));
        });
        Assert.Equal(80_000, registry.Sum("t5_total"));
        Assert.Equal(1_600, registry.Sum("t5_total", series => series.Tag("n") == "7"));
    }
}
