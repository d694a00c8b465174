using System.Diagnostics.Metrics;
using CloudOrchestrator.Controllers.Measuring;
using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Controllers.Tests.Measuring;

public sealed class JobMetricsTests : IDisposable
{
    private const string Prefix = "job_controller_";

    private readonly ManualTimeProvider _time = new();
    private readonly MeterListener _listener = new();
    private readonly List<string> _told = [];
    private int _thread;

    public JobMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "CloudOrchestrator.Controllers.Jobs")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Tell(instrument, $"{value}", tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Tell(instrument, $"{value:0.0}", tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Sync_PodsAreMade_TellsOfThemAndOfTheLook()
    {
        var job = Build.Job("pi", new JobSpec { CompletionMode = "Indexed", Completions = 2 });
        var pods = new[] { new ObjectAction.Create(Build.Pod("a")), new ObjectAction.Create(Build.Pod("b")), new ObjectAction.Create(Build.Pod("c")) };

        Sync(job, new Decision(pods), sync =>
        {
            sync.Done(pods[0], null);
            sync.Done(pods[1], ApiStatuses.Forbidden(new ResourceName("", "v1", "pods"), "b", "not here"));
            sync.Done(pods[2], ApiStatuses.Conflict(new ResourceName("", "v1", "pods"), "c", "too late"));
        });

        Assert.Equal(
            [
                "job_pods_creation_total 1 reason=new status=succeeded",
                "job_pods_creation_total 1 reason=new status=failed",
                "job_syncs_total 1 completion_mode=Indexed result=error action=pods_created",
                "job_sync_duration_seconds 2.0 completion_mode=Indexed result=error action=pods_created",
            ],
            _told);
    }

    [Theory]
    [InlineData(null, 1, null, "recreate_terminating_or_failed")]
    [InlineData(null, null, 1, "recreate_terminating_or_failed")]
    [InlineData("Failed", 1, null, "recreate_failed")]
    [InlineData("Failed", null, 1, "recreate_terminating_or_failed")]
    [InlineData("Failed", null, null, "new")]
    public void Sync_PodIsMade_SaysWhy(string? policy, int? failed, int? terminating, string reason)
    {
        var job = Build.Job("pi", new JobSpec { PodReplacementPolicy = policy }) with { Status = new JobStatus { Failed = failed, Terminating = terminating } };
        var create = new ObjectAction.Create(Build.Pod("a"));

        Sync(job, new Decision([create]), sync => sync.Done(create, null));

        Assert.Contains($"job_pods_creation_total 1 reason={reason} status=succeeded", _told);
    }

    [Theory]
    [InlineData("Complete", "SuccessCriteriaMet", "CompletionsReached", "result=succeeded reason=")]
    [InlineData("Failed", "FailureTarget", "BackoffLimitExceeded", "result=failed reason=BackoffLimitExceeded")]
    public void Sync_JobEnds_TellsOfItAndItsPods(string end, string decided, string reason, string tags)
    {
        var job = Build.Job("pi", new JobSpec()) with { Status = new JobStatus { Failed = 1 } };
        JobCondition[] conditions = [new() { Type = decided, Status = "True", Reason = reason }, new() { Type = end, Status = "True", Reason = reason }];
        var counted = new ObjectAction.UpdateStatus(job with { Status = new JobStatus { Failed = 3, Succeeded = 1, Conditions = [conditions[0]] } });
        var ended = new ObjectAction.UpdateStatus(job with { Status = new JobStatus { Failed = 3, Succeeded = 2, Conditions = conditions } });

        Sync(job, new Decision([counted, ended]), sync =>
        {
            sync.Done(counted, null);
            sync.Done(ended, null);
            sync.Succeeded();
        });

        Assert.Equal(
            [
                "job_pods_finished_total 1 completion_mode=NonIndexed result=succeeded",
                "job_pods_finished_total 2 completion_mode=NonIndexed result=failed",
                "job_pods_finished_total 1 completion_mode=NonIndexed result=succeeded",
                $"jobs_finished_total 1 completion_mode=NonIndexed {tags}",
                "job_syncs_total 1 completion_mode=NonIndexed result=success action=reconciling",
                "job_sync_duration_seconds 2.0 completion_mode=NonIndexed result=success action=reconciling",
            ],
            _told);
    }

    [Fact]
    public void Sync_StatusIsRefused_CountsNothing()
    {
        var job = Build.Job("pi", new JobSpec());
        var counted = new ObjectAction.UpdateStatus(job with { Status = new JobStatus { Failed = 3 } });

        Sync(job, new Decision([counted]), sync => sync.Done(counted, ApiStatuses.Conflict(new ResourceName("batch", "v1", "jobs"), "pi", "too late")));

        Assert.DoesNotContain(_told, line => line.StartsWith("job_pods_finished_total", StringComparison.Ordinal));
    }

    [Fact]
    public void Sync_PodsAreDeleted_IsCalledThat()
    {
        var delete = new ObjectAction.Delete(typeof(Pod), new ObjectKey("default", "a"), "uid");

        Sync(Build.Job("pi", new JobSpec()), new Decision([delete]), sync => sync.Succeeded());

        Assert.Contains("job_syncs_total 1 completion_mode=NonIndexed result=success action=pods_deleted", _told);
    }

    [Fact]
    public void Begin_JobHasEnded_MeasuresNothing()
    {
        var job = Build.Job("pi", new JobSpec()) with { Status = new JobStatus { Conditions = [new() { Type = "Complete", Status = "True" }] } };
        Assert.Null(JobMetrics.Begin(job, Decision.None, _time, _time.GetTimestamp()));
    }

    private void Sync(Job job, Decision decision, Action<JobSyncMeasure> work)
    {
        _thread = Environment.CurrentManagedThreadId;
        var began = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(2));
        using var sync = JobMetrics.Begin(job, decision, _time, began)!;
        work(sync);
    }

    // Measurements are told on the thread that makes them: those of other tests come on others.
    private void Tell(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            return;
        Assert.StartsWith(Prefix, instrument.Name, StringComparison.Ordinal);
        _told.Add($"{instrument.Name[Prefix.Length..]} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}");
    }
}
