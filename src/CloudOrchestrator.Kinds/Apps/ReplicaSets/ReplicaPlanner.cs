namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

/// <summary>Keeps the number of pods of a <see cref="ReplicaTarget"/>. One instance serves one decision.</summary>
internal sealed class ReplicaPlanner(ReplicaTarget target, IObjectSnapshot snapshot, ReconcileContext context)
{
    /// <summary>Pods created or deleted in one pass, as in Kubernetes; the rest follows in the next.</summary>
    public const int BurstMax = 500;

    private readonly List<ObjectAction> _actions = [];
    private readonly string _uid = target.Owner.Metadata.Uid ?? "";
    private readonly string _namespace = target.Owner.Metadata.Namespace ?? "";

    /// <summary>Decides.</summary>
    public ReplicaPlan Plan()
    {
        var pods = ClaimPods();
        var failure = context.Failure;
        string? reason = null;
        TimeSpan? requeue = null;
        if (target.Owner.Metadata.DeletionTimestamp is null)
        {
            var missing = target.Replicas - pods.Count;
            if (failure is { Action: ObjectAction.Create { Value: Pod } } && missing > 0)
                reason = ReportFailedCreate(failure.Status);
            else if (missing > 0)
                CreatePods(Math.Min(missing, BurstMax));
            else if (missing < 0)
                DeletePods(pods, Math.Min(-missing, BurstMax));
            if (reason is null && Math.Abs(missing) > BurstMax)
                requeue = TimeSpan.Zero;
        }

        return Summarize(pods, reason, reason is null ? null : failure?.Status.Message, requeue);
    }

    private ReplicaPlan Summarize(List<Pod> pods, string? failureReason, string? failureMessage, TimeSpan? requeue)
    {
        int labeled = 0, ready = 0, available = 0;
        var templateLabels = target.Template.Metadata?.Labels;
        foreach (var pod in pods)
        {
            if (HasLabels(pod, templateLabels))
                labeled++;
            if (PodProgress.UntilAvailable(pod, target.MinReadySeconds, context.Now) is { } left)
            {
                ready++;
                if (left <= TimeSpan.Zero)
                    available++;
                else if (requeue is null || left < requeue)
                    requeue = left;
            }
            else if (PodProgress.IsReady(pod))
            {
                ready++;
            }
        }

        return new(_actions, pods.Count, labeled, ready, available, failureReason, failureMessage, requeue);
    }

    private static bool HasLabels(Pod pod, IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var (key, value) in labels ?? ImmutableDictionary<string, string>.Empty)
        {
            if (pod.Metadata.Labels is null || !pod.Metadata.Labels.TryGetValue(key, out var actual) || actual != value)
                return false;
        }

        return true;
    }

    // Active pods that are the owner's after this pass: what it owns and selects, plus orphans it adopts; what it no longer selects is released.
    private List<Pod> ClaimPods()
    {
        var claimed = new List<Pod>();
        var reference = Ownership.ReferenceTo(target.Owner, target.Kind);
        var mayAdopt = target.Owner.Metadata.DeletionTimestamp is null;
        foreach (var pod in snapshot.OwnedBy<Pod>(_uid))
        {
            if (!PodProgress.IsActive(pod) || !Ownership.IsControlledBy(pod, _uid))
                continue;
            if (target.Selector.Matches(pod.Metadata.Labels))
                claimed.Add(pod);
            else if (mayAdopt)
                _actions.Add(Ownership.Release(typeof(Pod), pod, _uid));
        }

        if (mayAdopt)
        {
            foreach (var pod in snapshot.Matching<Pod>(_namespace, target.Selector))
            {
                if (!PodProgress.IsActive(pod) || Ownership.ControllerOf(pod) is not null)
                    continue;
                _actions.Add(Ownership.Adopt(typeof(Pod), pod, reference));
                claimed.Add(pod);
            }
        }

        return claimed;
    }

    private string? ReportFailedCreate(ApiStatus status)
    {
        // A namespace that is going away takes its workloads with it: nothing to report.
        if (status.Details?.Causes?.Any(cause => cause.Reason == "NamespaceTerminating") == true)
            return null;
        _actions.Add(ObjectAction.RecordEvent.Warning(target.Owner, "FailedCreate", $"Error creating: {status.Message}"));
        return "FailedCreate";
    }

    private void CreatePods(int count)
    {
        var reference = Ownership.ReferenceTo(target.Owner, target.Kind);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var pod = PodFromTemplate.Create(
                target.Template, target.Owner, reference, context.Ids, name => names.Contains(name) || snapshot.Get<Pod>(_namespace, name) is not null);
            names.Add(pod.Metadata.Name!);
            _actions.Add(new ObjectAction.Create(pod, _uid));
            _actions.Add(ObjectAction.RecordEvent.Normal(target.Owner, "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}"));
        }
    }

    private void DeletePods(List<Pod> pods, int count)
    {
        foreach (var pod in PodDeletionOrder.First(pods, target.RelatedPods, count, context.Now))
        {
            _actions.Add(new ObjectAction.Delete(typeof(Pod), Ownership.KeyOf(pod), pod.Metadata.Uid ?? ""));
            _actions.Add(ObjectAction.RecordEvent.Normal(target.Owner, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}"));
        }
    }
}
