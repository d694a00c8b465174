using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Services;

public sealed class EndpointsReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new EndpointsReconciler();

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations() => ServiceSituations.All();
}
