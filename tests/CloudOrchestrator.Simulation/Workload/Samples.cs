using System.Globalization;
using CloudOrchestrator.Kinds.Apps.DaemonSets;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.NodeAgent.Simulated;

namespace CloudOrchestrator.Simulation.Workload;

/// <summary>Objects that users create: small pools of names, so that users meet.</summary>
internal static class Samples
{
    /// <summary>The finalizer that users put on objects and take away later.</summary>
    public const string Finalizer = "simulation.example/hold";

    private const string JobImage = "job";

    private static readonly string[] Namespaces = ["default", "default", "team-0", "team-1"];

    public static string Namespace(Random chance) => Namespaces[chance.Next(Namespaces.Length)];

    public static string Team(Random chance) => $"team-{chance.Next(2)}";

    public static string Name(Random chance, string kind, int count) => $"{kind}-{chance.Next(count)}";

    public static string Image(Random chance) => $"web:{chance.Next(1, 4)}";

    public static Namespace NamespaceOf(string name) => new() { Metadata = new ObjectMeta { Name = name } };

    public static Deployment Deployment(Random chance, string @namespace, string name) => new()
    {
        Metadata = Meta(@namespace, name),
        Spec = new DeploymentSpec
        {
            Replicas = chance.Next(7),
            Selector = Selector(name),
            Template = Template(chance, name),
            Strategy = Strategy(chance),
            RevisionHistoryLimit = chance.Next(1, 4),
            MinReadySeconds = chance.Next(3) == 0 ? chance.Next(5) : null,
        },
    };

    public static ReplicaSet ReplicaSet(Random chance, string @namespace, string name) => new()
    {
        Metadata = Meta(@namespace, name),
        Spec = new ReplicaSetSpec { Replicas = chance.Next(4), Selector = Selector(name), Template = Template(chance, name) },
    };

    public static DaemonSet DaemonSet(Random chance, string @namespace, string name) => new()
    {
        Metadata = Meta(@namespace, name),
        Spec = new DaemonSetSpec { Selector = Selector(name), Template = Template(chance, name) },
    };

    /// <summary>A Job whose pods run for some seconds and fail now and then: its image says how.</summary>
    public static Job Job(Random chance, string @namespace, string name)
    {
        var template = Template(chance, name);
        var isIndexed = chance.Next(3) == 0;
        var pod = template.Spec! with
        {
            RestartPolicy = chance.Next(3) == 0 ? "OnFailure" : "Never",
            Containers = [template.Spec!.Containers[0] with { Image = $"{JobImage}:{chance.Next(1, 8)}-{(chance.Next(2) == 0 ? 0 : chance.Next(60))}" }],
        };
        return new()
        {
            Metadata = Meta(@namespace, name),
            Spec = new JobSpec
            {
                Parallelism = chance.Next(1, 5),
                Completions = chance.Next(1, 7),
                CompletionMode = isIndexed ? "Indexed" : null,
                BackoffLimit = chance.Next(4),
                Suspend = chance.Next(8) == 0 ? true : null,
                TtlSecondsAfterFinished = chance.Next(3) == 0 ? chance.Next(60) : null,
                ActiveDeadlineSeconds = chance.Next(6) == 0 ? chance.Next(5, 60) : null,
                Template = template with { Spec = pod },
            },
        };
    }

    /// <summary>How a container of a Job lives: as long as its image says, and it fails as often in a hundred times as the image says.</summary>
    public static PretendBehavior? BehaviorOf(string image, Random chance)
    {
        if (!image.StartsWith($"{JobImage}:", StringComparison.Ordinal))
            return null;
        var numbers = image[(JobImage.Length + 1)..].Split('-');
        var (seconds, failing) = (int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture));
        return new PretendBehavior(RunsFor: TimeSpan.FromSeconds(seconds * chance.NextDouble()), ExitCode: chance.Next(100) < failing ? 1 : 0);
    }

    public static Service Service(Random chance, string @namespace, string name) => new()
    {
        Metadata = Meta(@namespace, name),
        Spec = new ServiceSpec
        {
            Selector = Labels(Name(chance, "web", 3)),
            Ports = [new ServicePort { Name = "http", Port = 80, TargetPort = 8080, Protocol = "TCP" }],
        },
    };

    public static ConfigMap ConfigMap(string @namespace, string name, int value, bool held) => new()
    {
        Metadata = Meta(@namespace, name) with { Finalizers = held ? [Finalizer] : null },
        Data = new Dictionary<string, string> { ["value"] = $"{value}" },
    };

    private static DeploymentStrategy Strategy(Random chance)
    {
        if (chance.Next(6) == 0)
            return new DeploymentStrategy { Type = "Recreate" };
        var (surge, unavailable) = (chance.Next(3), chance.Next(3));
        if (surge + unavailable == 0)
            surge = 1;
        var inPercent = chance.Next(2) == 0;
        return new DeploymentStrategy
        {
            Type = "RollingUpdate",
            RollingUpdate = new RollingUpdateDeployment
            {
                MaxSurge = inPercent ? $"{surge * 25}%" : surge,
                MaxUnavailable = inPercent ? $"{unavailable * 25}%" : unavailable,
            },
        };
    }

    private static PodTemplateSpec Template(Random chance, string name) => new()
    {
        Metadata = new ObjectMeta { Labels = Labels(name) },
        Spec = new PodSpec
        {
            TerminationGracePeriodSeconds = chance.Next(4),
            Containers =
            [
                new Container
                {
                    Name = "main",
                    Image = Image(chance),
                    Resources = chance.Next(2) == 0 ? null : new ResourceRequirements
                    {
                        Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse($"{chance.Next(1, 5)}00m"), ["memory"] = Quantity.Parse("64Mi") },
                    },
                },
            ],
        },
    };

    private static LabelSelector Selector(string name) => new() { MatchLabels = Labels(name) };

    private static Dictionary<string, string> Labels(string name) => new() { ["app"] = name };

    private static ObjectMeta Meta(string @namespace, string name) => new() { Namespace = @namespace, Name = name, Labels = Labels(name) };
}
