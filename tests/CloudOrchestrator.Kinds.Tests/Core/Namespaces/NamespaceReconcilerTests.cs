using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.ServiceAccounts;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Namespaces;

public sealed class NamespaceReconcilerTests
{
    private static readonly ObjectKey Key = new("", "default");

    private readonly ObjectWorld _world = new();

    [Fact]
    public void Decide_Deleted_EmptiesTheNamespaceAndLetsItGo()
    {
        PutNamespace(deleted: true);
        _world.Put(Build.Deployment("web", 1));
        _world.Put(Build.Service("web"));
        _world.Put(Build.Pod("pending"));

        Pass();
        Assert.Empty(_world.List<Pod>());
        Assert.Contains("Some resources are remaining: deployments.apps has 1 resource instances, pods. has 1 resource instances, services. has 1 resource instances", Message("NamespaceContentRemaining"));
        Pass();

        Assert.Null(_world.Get<Namespace>("", "default"));
    }

    [Fact]
    public void Decide_RunningPodsAndFinalizers_AreWaitedForAndNamed()
    {
        PutNamespace(deleted: true);
        _world.Put(Build.Pod("running", node: "a"));
        _world.Put(new ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = Build.Meta("held") with { Finalizers = ["example.com/hold"] } });

        Pass();
        Pass();

        Assert.NotNull(_world.Get<Namespace>("", "default"));
        Assert.Equal("Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances", Message("NamespaceFinalizersRemaining"));
        Assert.NotNull(Decide().RequeueAfter);

        _world.Remove<Pod>("default", "running");
        _world.Remove<ConfigMap>("default", "held");
        Pass();
        Assert.Null(_world.Get<Namespace>("", "default"));
    }

    [Fact]
    public void Decide_DeletionRefused_SaysSo()
    {
        PutNamespace(deleted: true);
        var pod = _world.Put(Build.Pod("web"));
        var refused = new ObjectAction.Delete(typeof(Pod), Ownership.KeyOf(pod), pod.Metadata.Uid!);
        var failure = new ActionFailure(refused, ApiStatuses.Forbidden(new("", "v1", "pods"), "web", "no"));

        var decision = new NamespaceReconciler(KindRegistry.BuiltIn()).Decide(Key, _world, new ReconcileContext(_world.Now, new SeededIds(1)) { Failure = failure });
        Assert.Null(_world.Apply(decision.Actions));

        Assert.Equal("Failed to delete all resource types, 1 remaining: pods \"web\" is forbidden: no", Message("NamespaceDeletionContentFailure"));
    }

    [Fact]
    public void Decide_Active_IsLeftAlone()
    {
        PutNamespace(deleted: false);
        _world.Put(Build.Pod("web"));

        Assert.Empty(Decide().Actions);
    }

    [Fact]
    public void Decide_NewNamespace_GetsServiceAccountAndRootCertificate()
    {
        PutNamespace(deleted: false);
        var context = new ReconcileContext(_world.Now, new SeededIds(1));

        Assert.Null(_world.Apply(new DefaultServiceAccountReconciler().Decide(Key, _world, context).Actions));
        Assert.Null(_world.Apply(new RootCertificateReconciler("PEM").Decide(Key, _world, context).Actions));
        Assert.NotNull(_world.Get<ServiceAccount>("default", "default"));
        Assert.Equal("PEM", _world.Require<ConfigMap>("default", "kube-root-ca.crt").Data!["ca.crt"]);
        Assert.Empty(new RootCertificateReconciler("PEM").Decide(Key, _world, context).Actions);

        Assert.Null(_world.Apply(new RootCertificateReconciler("NEW").Decide(Key, _world, context).Actions));
        Assert.Equal("NEW", _world.Require<ConfigMap>("default", "kube-root-ca.crt").Data!["ca.crt"]);
    }

    private void PutNamespace(bool deleted) => _world.Put(new Namespace
    {
        ApiVersion = "v1",
        Kind = "Namespace",
        Metadata = new ObjectMeta { Name = "default", DeletionTimestamp = deleted ? _world.Now : null },
        Spec = new NamespaceSpec { Finalizers = ["kubernetes"] },
        Status = new NamespaceStatus { Phase = deleted ? "Terminating" : "Active" },
    });

    private string Message(string type) => _world.Require<Namespace>("", "default").Status!.Conditions!.Single(condition => condition.Type == type).Message!;

    private void Pass() => Assert.Null(_world.Apply(Decide().Actions));

    private Decision Decide() => new NamespaceReconciler(KindRegistry.BuiltIn()).Decide(Key, _world, new ReconcileContext(_world.Now, new SeededIds(1)));
}
