using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Simulation.Workload;

namespace CloudOrchestrator.Simulation.Tests;

/// <summary>What seeds once found, as scripts: a seed means another run when code changes, a script does not.</summary>
public sealed class ScriptTests
{
    private const int Seeds = 2;

    [Fact]
    public void PausedDeployment_WithoutSets_WaitsAndGoesOn() => RequireGood(async stage =>
    {
        await stage.Client.CreateAsync(Web(replicas: 3, paused: true), null, default);
        await stage.PassAsync(TimeSpan.FromSeconds(5));
        await PatchAsync(stage, new JsonObject { ["replicas"] = 2 });
        await stage.PassAsync(TimeSpan.FromSeconds(5));
        await PatchAsync(stage, new JsonObject { ["paused"] = false });
    });

    [Fact]
    public void Rollouts_EnginesInEachOthersWay_KeepMaxSurge() => RequireGood(RollOutAsync);

    [Fact]
    public void Nodes_NothingHappens_SayNothingNew() => RequireGood(async stage =>
    {
        await stage.PassAsync(TimeSpan.FromSeconds(20));
        stage.BeCalm();
        await stage.PassAsync(TimeSpan.FromMinutes(2));
    });

    // Every change is handled by several engines at once, each on a state that is some moments old.
    private static async Task RollOutAsync(Stage stage)
    {
        stage.DisturbQueue(lost: 0, doubled: 80, delayed: 10);
        await stage.Client.CreateAsync(Web(replicas: 4, paused: false), null, default);
        for (var round = 0; round < 8; round++)
        {
            await stage.PassAsync(TimeSpan.FromSeconds(3 * stage.Chance.NextDouble()));
            var container = new JsonObject { ["name"] = "main", ["image"] = $"web:{round % 3}" };
            var template = new JsonObject { ["spec"] = new JsonObject { ["containers"] = new JsonArray(container) } };
            await PatchAsync(stage, new JsonObject { ["template"] = template, ["replicas"] = stage.Chance.Next(2, 7) }, PatchBody.StrategicMergePatch);
        }
    }

    private static void RequireGood(Func<Stage, Task> script)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var result = SimulationRun.Of(seed, new SimulationOptions { Script = script });
            Assert.True(result.FirstBroken is null, result.ToString());
        }
    }

    private static Task PatchAsync(Stage stage, JsonObject spec, string type = PatchBody.MergePatch) =>
        stage.Client.PatchAsync<Deployment>("default", "web", new PatchBody(type, new JsonObject { ["spec"] = spec }, "user"), null, default);

    private static Deployment Web(int replicas, bool paused) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = "web" },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Paused = paused,
            Selector = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "web" } },
            Strategy = new DeploymentStrategy { Type = "RollingUpdate", RollingUpdate = new RollingUpdateDeployment { MaxSurge = 1, MaxUnavailable = 1 } },
            Template = new PodTemplateSpec
            {
                Metadata = new ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = "web" } },
                Spec = new PodSpec { TerminationGracePeriodSeconds = 1, Containers = [new Container { Name = "main", Image = "web:0" }] },
            },
        },
    };
}
