using System.Globalization;
using System.Text.Json.Nodes;
using CloudOrchestrator.Kinds.Apps.DaemonSets;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Workload;

/// <summary>Somebody who uses the cluster: one valid request after the other, as chance has it. What is refused or lost is not tried again.</summary>
internal sealed class SimulatedUser(SimulatedProcess process, IObjectClient client, int steps, TimeSpan thinkMax)
{
    private readonly Random _chance = process.Chance;

    /// <summary>True once all steps are done.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Begins.</summary>
    public void Start() => process.Begin("using the cluster", async () =>
    {
        for (var step = 0; step < steps; step++)
        {
            await Task.Delay(thinkMax * _chance.NextDouble(), process.Time);
            try
            {
                await StepAsync();
            }
            catch (IOException)
            {
                // Lost on its way; the history says so.
            }
        }

        IsDone = true;
    });

    private Task StepAsync()
    {
        var space = Samples.Namespace(_chance);
        var web = Samples.Name(_chance, "web", 3);
        return _chance.Next(110) switch
        {
            < 14 => client.CreateAsync(Samples.Deployment(_chance, space, web), null, default),
            < 24 => MergeAsync<Deployment>(space, web, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = _chance.Next(8) } }),
            < 34 => SetImageAsync(space, web),
            < 36 => MergeAsync<Deployment>(space, web, new JsonObject { ["spec"] = new JsonObject { ["paused"] = _chance.Next(2) == 0 } }),
            < 40 => ReplaceDeploymentAsync(space, web),
            < 45 => DeleteAsync<Deployment>(space, web),
            < 48 => client.CreateAsync(Samples.ReplicaSet(_chance, space, "bare-0"), null, default),
            < 50 => MergeAsync<ReplicaSet>(space, "bare-0", new JsonObject { ["spec"] = new JsonObject { ["replicas"] = _chance.Next(5) } }),
            < 52 => DeleteAsync<ReplicaSet>(space, "bare-0"),
            < 54 => client.CreateAsync(Samples.DaemonSet(_chance, space, "daemon-0"), null, default),
            < 55 => DeleteAsync<DaemonSet>(space, "daemon-0"),
            < 59 => client.CreateAsync(Samples.Service(_chance, space, Samples.Name(_chance, "service", 2)), null, default),
            < 61 => DeleteAsync<Service>(space, Samples.Name(_chance, "service", 2)),
            < 64 => client.CreateAsync(Samples.NamespaceOf(Samples.Team(_chance)), null, default),
            < 65 => DeleteAsync<Namespace>("", Samples.Team(_chance)),
            < 71 => client.CreateAsync(Samples.ConfigMap(space, Config(), 0, _chance.Next(4) == 0), null, default),
            < 84 => CountAsync(space, Config()),
            < 88 => DeleteAsync<ConfigMap>(space, Config()),
            < 91 => LetGoAsync(space, Config()),
            < 94 => DeleteSomePodAsync(space),
            < 96 => client.ListAsync<ConfigMap>(_chance.Next(2) == 0 ? null : space, new ListQuery(), default),
            < 98 => client.GetAsync<Deployment>(space, web, default),
            < 100 => client.GetAsync<ConfigMap>(space, Config(), default),
            < 105 => client.CreateAsync(Samples.Job(_chance, space, Job()), null, default),
            < 107 => MergeAsync<Job>(space, Job(), new JsonObject { ["spec"] = new JsonObject { ["suspend"] = _chance.Next(3) == 0 } }),
            < 108 => MergeAsync<Job>(space, Job(), new JsonObject { ["spec"] = new JsonObject { ["parallelism"] = _chance.Next(1, 5) } }),
            _ => DeleteAsync<Job>(space, Job()),
        };
    }

    private string Job() => Samples.Name(_chance, "job", 2);

    private string Config() => Samples.Name(_chance, "config", 3);

    private Task MergeAsync<T>(string space, string name, JsonObject patch)
        where T : class, IKubernetesObject => client.PatchAsync<T>(space, name, new PatchBody(PatchBody.MergePatch, patch, "user"), null, default);

    private Task SetImageAsync(string space, string name)
    {
        var container = new JsonObject { ["name"] = "main", ["image"] = Samples.Image(_chance) };
        var template = new JsonObject { ["spec"] = new JsonObject { ["containers"] = new JsonArray(container) } };
        var patch = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
        return client.PatchAsync<Deployment>(space, name, new PatchBody(PatchBody.StrategicMergePatch, patch, "user"), null, default);
    }

    // What clients do that read, change and write back.
    private async Task ReplaceDeploymentAsync(string space, string name)
    {
        if ((await client.GetAsync<Deployment>(space, name, default)).Value is not { } found)
            return;
        await PauseAsync();
        await client.UpdateAsync(found with { Spec = found.Spec! with { Replicas = _chance.Next(8) } }, null, default);
    }

    private async Task CountAsync(string space, string name)
    {
        if ((await client.GetAsync<ConfigMap>(space, name, default)).Value is not { } found)
            return;
        await PauseAsync();
        var value = int.Parse(found.Data?.GetValueOrDefault("value") ?? "0", CultureInfo.InvariantCulture);
        await client.UpdateAsync(found with { Data = new Dictionary<string, string> { ["value"] = $"{value + 1}" } }, null, default);
    }

    private async Task LetGoAsync(string space, string name)
    {
        if ((await client.GetAsync<ConfigMap>(space, name, default)).Value is not { Metadata.Finalizers.Count: > 0 } found)
            return;
        await client.UpdateAsync(found with { Metadata = found.Metadata with { Finalizers = null } }, null, default);
    }

    private async Task DeleteSomePodAsync(string space)
    {
        if ((await client.ListAsync<Pod>(space, new ListQuery(), default)).Value is not { Items.Count: > 0 } list)
            return;
        var pod = list.Items[_chance.Next(list.Items.Count)];
        await client.DeleteAsync<Pod>(space, pod.Metadata.Name!, new DeleteOptions { Preconditions = new Preconditions { Uid = pod.Metadata.Uid } }, default);
    }

    private Task DeleteAsync<T>(string space, string name)
        where T : class, IKubernetesObject => client.DeleteAsync<T>(
            space, name, new DeleteOptions { PropagationPolicy = _chance.Next(3) == 0 ? "Foreground" : "Background" }, default);

    private Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(_chance.Next(50)), process.Time);
}
