namespace CloudOrchestrator.Scheduling.Tests;

/// <summary>
/// A decision about many pods at once must be one that deciding pod by pod could have made: each placement on a node that is best at its turn,
/// each refusal with no node left at its turn.
/// </summary>
public sealed class DecisionLawsTests
{
    private static readonly string[] Apps = ["web", "db", "cache"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Decide_RandomClusterAndPods_EqualsDecidingOneByOne(int seed)
    {
        var random = new Random(seed);
        var cluster = Given.Cluster([.. Enumerable.Range(0, 12).Select(i => (object)RandomNode(random, i))]);
        cluster.Set(new Service
        {
            Metadata = new ObjectMeta { Name = "web", Namespace = "default" },
            Spec = new ServiceSpec { Selector = new Dictionary<string, string> { ["app"] = "web" } },
        });
        for (var i = 0; i < 15; i++)
            cluster.Set(RandomPod(random, $"bound{i}").On($"n{random.Next(12)}"));
        var templates = Given.Many(6, i => RandomPod(random, $"t{i}"));
        var pods = Given.Many(60, i => Renamed(templates[random.Next(6)], $"p{Given.Number(i)}"));

        var decision = cluster.Decide(pods);
        var places = decision.Bindings.ToDictionary(binding => binding.Pod.Metadata.Name!, binding => binding.NodeName);
        Assert.Equal(60, places.Count + decision.Unschedulable.Count);
        foreach (var pod in pods.OrderByDescending(pod => pod.Spec!.Priority ?? 0).ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal))
        {
            var verdicts = Scheduler.Explain(cluster, pod);
            if (!places.TryGetValue(pod.Metadata.Name!, out var node))
            {
                Assert.All(verdicts, verdict => Assert.NotEmpty(verdict.Refusals));
                continue;
            }

            var chosen = verdicts.Single(verdict => verdict.NodeName == node);
            Assert.Equal(verdicts.Max(verdict => verdict.Score), chosen.Score);
            cluster.Set(pod.On(node));
        }
    }

    private static Node RandomNode(Random random, int i)
    {
        var node = Given.Node(
            $"n{i}",
            cpu: $"{random.Next(2, 8)}",
            zone: random.Next(6) == 0 ? null : $"z{random.Next(3)}",
            taints: random.Next(5) == 0 ? [new Taint { Key = "k", Value = "v", Effect = random.Next(2) == 0 ? "NoSchedule" : "PreferNoSchedule" }] : []);
        if (random.Next(3) == 0)
            node = node.Labelled("disk", "ssd");
        return random.Next(3) != 0
            ? node
            : node with { Status = node.Status! with { Images = [new ContainerImage { Names = ["example.test/app:1"], SizeBytes = 400L << 20 }] } };
    }

    private static Pod RandomPod(Random random, string name)
    {
        var pod = Given.Pod(name, cpu: $"{random.Next(1, 8) * 100}m", memory: $"{random.Next(1, 8) * 100}Mi", app: Apps[random.Next(3)])
            .With(spec => spec with { Priority = random.Next(3) });
        var term = new PodAffinityTerm
        {
            TopologyKey = random.Next(2) == 0 ? "kubernetes.io/hostname" : "topology.kubernetes.io/zone",
            LabelSelector = Given.App(Apps[random.Next(3)]),
        };
        return random.Next(8) switch
        {
            0 => pod.With(spec => spec with { Affinity = new Affinity { PodAffinity = new PodAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [term] } } }),
            1 => pod.With(spec => spec with { Affinity = new Affinity { PodAntiAffinity = new PodAntiAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [term] } } }),
            2 => pod.With(spec => spec with
            {
                Affinity = new Affinity { PodAffinity = new PodAffinity { PreferredDuringSchedulingIgnoredDuringExecution = [new() { Weight = 50, PodAffinityTerm = term }] } },
            }),
            3 => pod.With(spec => spec with { TopologySpreadConstraints = [Constraint(random, "DoNotSchedule")] }),
            4 => pod.With(spec => spec with { TopologySpreadConstraints = [Constraint(random, "ScheduleAnyway")] }),
            5 => pod.With(spec => spec with { Containers = [spec.Containers[0] with { Ports = [new() { HostPort = 80, ContainerPortValue = 80 }] }] }),
            6 => pod.With(spec => spec with { NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd" }, Tolerations = [new() { Operator = "Exists" }] }),
            _ => pod,
        };
    }

    private static TopologySpreadConstraint Constraint(Random random, string action) => new()
    {
        MaxSkew = random.Next(1, 3),
        TopologyKey = random.Next(2) == 0 ? "kubernetes.io/hostname" : "topology.kubernetes.io/zone",
        WhenUnsatisfiable = action,
        LabelSelector = Given.App(Apps[random.Next(3)]),
    };

    private static Pod Renamed(Pod pod, string name) => pod with { Metadata = pod.Metadata with { Name = name } };
}
