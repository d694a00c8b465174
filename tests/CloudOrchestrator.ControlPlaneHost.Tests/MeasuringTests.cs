using System.Text;

namespace CloudOrchestrator.ControlPlaneHost.Tests;

public sealed class MeasuringTests : IAsyncLifetime
{
    private EmulatedCloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await EmulatedCloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Metrics_AfterWork_TellOfControllersSchedulerNodesAndStorage()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        await CreateAsync(http, "/api/v1/nodes", """{"metadata":{"name":"measured-node"},"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");
        await CreateAsync(http, "/apis/apps/v1/namespaces/default/replicasets", """
            {"metadata":{"name":"web"},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},
            "template":{"metadata":{"labels":{"app":"web"}},"spec":{"nodeSelector":{"is":"nowhere"},"containers":[{"name":"c","image":"i"}]}}}}
            """);
        await CreateAsync(http, "/apis/batch/v1/namespaces/default/jobs", """
            {"metadata":{"name":"pi"},"spec":{"template":{"spec":{"restartPolicy":"Never","nodeSelector":{"is":"nowhere"},"containers":[{"name":"c","image":"i"}]}}}}
            """);
        await _cloud.SettleAsync(host);
        var lines = (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n');

        Assert.True(Value(lines, "workqueue_adds_total{name=\"replicaset-controller\"}") >= 1);
        Assert.True(Value(lines, "workqueue_queue_duration_seconds_count{name=\"replicaset-controller\"}") >= 1);
        Assert.True(Value(lines, "workqueue_work_duration_seconds_count{name=\"replicaset-controller\"}") >= 1);
        Assert.True(Value(lines, "job_controller_job_syncs_total{completion_mode=\"NonIndexed\",result=\"success\",action=\"pods_created\"}") >= 1);
        Assert.True(Value(lines, "job_controller_job_pods_creation_total{reason=\"new\",status=\"succeeded\"}") >= 1);
        Assert.True(Value(lines, "scheduler_schedule_attempts_total{result=\"unschedulable\",profile=\"default-scheduler\"}") >= 1);
        Assert.True(Value(lines, "etcd_request_duration_seconds_count{operation=\"append\",type=\"pods\"}") >= 1);
        Assert.Contains(lines, line => line.StartsWith("scheduler_pending_pods{queue=\"unschedulable\"} ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("kube_node_status_ready{node=\"measured-node\"} ", StringComparison.Ordinal));
    }

    private static double Value(string[] lines, string series)
    {
        var line = Assert.Single(lines, line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return double.Parse(line[(series.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task CreateAsync(HttpClient http, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
