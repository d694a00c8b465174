using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.Testing.Reconciling;

/// <summary>Objects for tests, complete as far as reconcilers look.</summary>
public static class Build
{
    /// <summary>The time at which tests begin.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Labels from <c>key=value</c> texts.</summary>
    public static IReadOnlyDictionary<string, string> Labels(params string[] labels) =>
        labels.Select(label => label.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <summary>Metadata in namespace <c>default</c>.</summary>
    public static ObjectMeta Meta(string name, params string[] labels) =>
        new() { Namespace = "default", Name = name, Labels = labels.Length == 0 ? null : Labels(labels) };

    /// <summary>A template of one container.</summary>
    public static PodTemplateSpec Template(string image, params string[] labels) => new()
    {
        Metadata = new ObjectMeta { Labels = Labels(labels) },
        Spec = new PodSpec { Containers = [new Container { Name = "main", Image = image }] },
    };

    /// <summary>A ReplicaSet selecting <c>app=web</c>.</summary>
    public static ReplicaSet ReplicaSet(string name, int replicas, string image = "web:1") => new()
    {
        ApiVersion = "apps/v1",
        Kind = "ReplicaSet",
        Metadata = Meta(name, "app=web"),
        Spec = new ReplicaSetSpec { Replicas = replicas, Selector = new LabelSelector { MatchLabels = Labels("app=web") }, Template = Template(image, "app=web") },
    };

    /// <summary>A Deployment selecting <c>app=web</c> with Kubernetes' defaults.</summary>
    public static Deployment Deployment(string name, int replicas, string image = "web:1") => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = Meta(name, "app=web"),
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Selector = new LabelSelector { MatchLabels = Labels("app=web") },
            Template = Template(image, "app=web"),
            Strategy = new DeploymentStrategy { Type = "RollingUpdate", RollingUpdate = new RollingUpdateDeployment { MaxSurge = "25%", MaxUnavailable = "25%" } },
            RevisionHistoryLimit = 10,
            ProgressDeadlineSeconds = 600,
        },
    };

    /// <summary>A Job selecting <c>app=NAME</c>, with a template of its own unless <paramref name="spec"/> has one, and Kubernetes' defaults.</summary>
    public static Job Job(string name, JobSpec spec)
    {
        var template = spec.Template.Spec is null ? Template($"{name}:1", $"app={name}") : spec.Template;
        return new()
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = Meta(name),
            Spec = spec with
            {
                Completions = spec is { Completions: null, Parallelism: null } ? 1 : spec.Completions,
                Parallelism = spec.Parallelism ?? 1,
                BackoffLimit = spec.BackoffLimit ?? (spec.BackoffLimitPerIndex is null ? 6 : int.MaxValue),
                CompletionMode = spec.CompletionMode ?? "NonIndexed",
                PodReplacementPolicy = spec.PodReplacementPolicy ?? "TerminatingOrFailed",
                ManualSelector = true,
                Selector = new LabelSelector { MatchLabels = Labels($"app={name}") },
                Template = template with { Spec = template.Spec! with { RestartPolicy = template.Spec.RestartPolicy ?? "Never" } },
            },
        };
    }

    /// <summary>A pod with label <c>app=web</c>.</summary>
    public static Pod Pod(string name, IKubernetesObject? owner = null, string? node = null, bool ready = false, string phase = "Running", string? ip = null) => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Metadata = Meta(name, "app=web") with { OwnerReferences = owner is null ? null : [Controller(owner)] },
        Spec = new PodSpec { NodeName = node, Containers = [new Container { Name = "main", Image = "web:1" }] },
        Status = new PodStatus
        {
            Phase = phase,
            PodIP = ip,
            PodIPs = ip is null ? null : [new PodIP { Ip = ip }],
            Conditions = [new PodCondition { Type = "Ready", Status = ready ? "True" : "False", LastTransitionTime = Start }],
        },
    };

    /// <summary>A node that is ready.</summary>
    public static Node Node(string name, string ready = "True") => new()
    {
        ApiVersion = "v1",
        Kind = "Node",
        Metadata = new ObjectMeta { Name = name, Labels = Labels("kubernetes.io/hostname=" + name) },
        Status = new NodeStatus { Conditions = [new NodeCondition { Type = "Ready", Status = ready, Reason = "KubeletReady", LastTransitionTime = Start }] },
    };

    /// <summary>A Service selecting <c>app=web</c>.</summary>
    public static Service Service(string name, params ServicePort[] ports) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = Meta(name),
        Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = "10.96.0.20", Selector = Labels("app=web"), Ports = ports, IpFamilies = ["IPv4"] },
    };

    /// <summary>The reference by which the owner manages an object.</summary>
    public static OwnerReference Controller(IKubernetesObject owner) =>
        Ownership.ReferenceTo(owner, GroupVersionKind.Parse(owner.ApiVersion ?? "v1", owner.Kind ?? ""));

    /// <summary>An object of another owner, which reconcilers must leave alone.</summary>
    public static Pod ForeignPod(string name, params string[] labels) => Pod(name) with
    {
        Metadata = Meta(name, labels) with
        {
            Annotations = Labels("test/foreign=true"),
            OwnerReferences = [new OwnerReference { ApiVersion = "apps/v1", Kind = "ReplicaSet", Name = "other", Uid = "other-uid", Controller = true }],
        },
    };
}
