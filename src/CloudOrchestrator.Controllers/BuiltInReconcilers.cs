using CloudOrchestrator.Controllers.GarbageCollection;
using CloudOrchestrator.Kinds.Apps.DaemonSets;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.ReplicationControllers;
using CloudOrchestrator.Kinds.Core.Services;

namespace CloudOrchestrator.Controllers;

/// <summary>The one list of reconcilers.</summary>
internal static class BuiltInReconcilers
{
    public static IReadOnlyList<IReconciler> Create(ControllerEngineOptions options, KindRegistry kinds) =>
    [
        new DeploymentReconciler(),
        new ReplicaSetReconciler(),
        new ReplicationControllerReconciler(),
        new DaemonSetReconciler(),
        new JobReconciler(),
        new JobOrphanReconciler(),
        new TtlAfterFinishedReconciler(),
        new EndpointsReconciler(),
        new EndpointSliceReconciler(),
        new EndpointSliceMirroringReconciler(),
        new NamespaceReconciler(kinds),
        new DefaultServiceAccountReconciler(),
        new RootCertificateReconciler(options.CertificateAuthorityPem),
        new NodeLifecycleReconciler(options.NodeMonitorGracePeriod, options.NodeStartupGracePeriod),
        new TaintEvictionReconciler(),
        new NodeCidrReconciler(options.ClusterCidr, options.NodeCidrMaskSize),
        new PodCollectionReconciler(options.TerminatedPodThreshold),
        .. GarbageCollector.OfAll(kinds),
    ];
}
