using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Benchmarks.Http;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>A Deployment of thousands of pods, from its creation until a watch has shown each pod with a node. Done once: there are no slices.</summary>
internal sealed class DeploymentRun : IRowRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly LoadTarget _target;
    private readonly int _pods;
    private readonly PretendedNodes _nodes;
    private readonly string _namespace;
    private readonly RowFigures _figures = new();
    private long _resident;
    private bool _done;
    private bool _created;

    public DeploymentRun(LoadTarget target, LoadSettings settings)
    {
        _target = target;
        _pods = settings.Pods;
        _namespace = target.Namespace("deployment");
        _nodes = new PretendedNodes(target, settings.Nodes);
    }

    public void Run(TimeSpan duration, bool measured)
    {
        if (!measured || _done)
            return;
        _done = true;
        using var watch = LoadConnection.Open(_target.Kubeconfig);
        var status = watch.Begin(_target.Template("GET", $"/api/v1/namespaces/{_namespace}/pods?watch=true&timeoutSeconds=3600").Bytes);
        if (status != 200)
            throw new IOException($"{_target.Name}: a watch was answered {status}.");
        var slice = SliceMeasure.Begin(_target.Use);
        _target.Send("POST", $"/apis/apps/v1/namespaces/{_namespace}/deployments", JsonNode.Parse(Bodies.Deployment("bench", _pods)));
        _created = true;
        var bound = BoundPods.Wait(watch, _pods, slice.Began, Limit);
        slice.AddTo(_figures);
        _figures.Operations = bound.Count;
        _figures.BytesReceived = watch.Received;
        _figures.Add(bound);
        _resident = _target.Use.Resident();
        if (bound.Count < _pods)
            throw new TimeoutException($"{_target.Name}: {bound.Count} of {_pods} pods were bound within {Limit.TotalSeconds:0} s.");
    }

    public RowResult Result(string row) => _figures.Result(row, _target.Name, 1, _resident);

    public void Dispose()
    {
        if (_created)
        {
            _target.Send("DELETE", $"/apis/apps/v1/namespaces/{_namespace}/deployments/bench?propagationPolicy=Foreground");
            _nodes.Delete();
        }

        _nodes.Dispose();
    }
}
