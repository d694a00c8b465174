namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>
/// One decision about a Deployment: its ReplicaSets as they are being changed, and what is to be stored in the end. One instance serves one decision.
/// </summary>
internal sealed class Rollout
{
    private readonly IObjectSnapshot _snapshot;
    private readonly ReconcileContext _context;
    private readonly List<ReplicaSetDraft> _sets;
    private readonly List<ObjectAction> _afterwards = [];
    private string? _revision;

    public Rollout(Deployment deployment, IReadOnlyList<ReplicaSet> sets, IObjectSnapshot snapshot, ReconcileContext context)
    {
        Deployment = deployment;
        Spec = deployment.Spec ?? new();
        Limits = RolloutLimits.Of(Spec);
        Conditions = new(deployment.Status?.Conditions);
        CollisionCount = deployment.Status?.CollisionCount;
        _snapshot = snapshot;
        _context = context;
        _sets = [.. sets.Select(set => new ReplicaSetDraft(set, set))];
        _sets.Sort(ReplicaSetDraft.ByAge);
        Newest = _sets.Find(set => PodTemplateHash.SameTemplate(set.Value.Spec?.Template, Spec.Template));
    }

    public Deployment Deployment { get; }

    public DeploymentSpec Spec { get; }

    public RolloutLimits Limits { get; }

    public DeploymentConditions Conditions { get; }

    public int? CollisionCount { get; private set; }

    public DateTimeOffset Now => _context.Now;

    public ReconcileContext Context => _context;

    /// <summary>The ReplicaSet of the current template; null until it is created.</summary>
    public ReplicaSetDraft? Newest { get; private set; }

    /// <summary>All sets, oldest first.</summary>
    public IReadOnlyList<ReplicaSetDraft> Sets => _sets;

    /// <summary>All but the newest, oldest first.</summary>
    public IEnumerable<ReplicaSetDraft> Old => _sets.Where(set => set != Newest);

    /// <summary>True when progress is watched against a deadline.</summary>
    public bool HasProgressDeadline => Spec.ProgressDeadlineSeconds is { } seconds && seconds != int.MaxValue;

    /// <summary>Numbers the newest set after all others, and makes its annotations those of the Deployment.</summary>
    public void NumberNewest()
    {
        if (Newest is not { Stored: not null } newest)
            return;
        var annotations = RevisionAnnotations.ForNewest(Deployment, newest.Value, NextRevision());
        var minReady = Spec.MinReadySeconds ?? 0;
        if (!StringMaps.Same(newest.Value.Metadata.Annotations, annotations) || (newest.Value.Spec?.MinReadySeconds ?? 0) != minReady)
        {
            newest.Change(newest.Value with
            {
                Metadata = newest.Value.Metadata with { Annotations = annotations },
                Spec = newest.Value.Spec! with { MinReadySeconds = minReady },
            });
        }

        _revision = annotations.GetValueOrDefault(RevisionAnnotations.Revision);
        if (HasProgressDeadline && Conditions.Get(DeploymentConditions.Progressing) is null)
        {
            Conditions.Set(
                DeploymentConditions.Progressing, "True", DeploymentConditions.FoundNewReplicaSet, $"Found new replica set \"{newest.Name}\"", Now);
        }
    }

    /// <summary>
    /// Creates the set of the current template when there is none. False when its name is taken by another object: the next pass tries another hash.
    /// </summary>
    public bool EnsureNewest()
    {
        if (Newest is not null)
            return true;
        var hash = PodTemplateHash.Compute(Spec.Template, CollisionCount);
        var name = $"{Deployment.Metadata.Name}-{hash}";
        if (_snapshot.Get<ReplicaSet>(Deployment.Metadata.Namespace ?? "", name) is not null)
        {
            CollisionCount = (CollisionCount ?? 0) + 1;
            return false;
        }

        var revision = NextRevision();
        var draft = new ReplicaSetDraft(NewSet(name, hash), null);
        _sets.Add(draft);
        Newest = draft;
        var annotations = RevisionAnnotations.WithSizes(RevisionAnnotations.ForNewest(Deployment, draft.Value, revision), Limits);
        var replicas = RollingUpdate.ReplicasOfNewest(this, draft);
        draft.Change(draft.Value with
        {
            Metadata = draft.Value.Metadata with { Annotations = annotations },
            Spec = draft.Value.Spec! with { Replicas = replicas },
        });
        if (replicas > 0)
            draft.Tell(ObjectAction.RecordEvent.Normal(Deployment, "ScalingReplicaSet", $"Scaled up replica set {name} from 0 to {replicas}"));
        _revision = annotations[RevisionAnnotations.Revision];
        if (HasProgressDeadline)
        {
            Conditions.Set(
                DeploymentConditions.Progressing, "True", DeploymentConditions.NewReplicaSetCreated, $"Created new replica set \"{name}\"", Now);
        }

        return true;
    }

    /// <summary>Gives a set its size and the sizes of the Deployment at this time. True when the size changes.</summary>
    public bool Scale(ReplicaSetDraft set, int replicas)
    {
        var annotations = RevisionAnnotations.WithSizes(set.Value.Metadata.Annotations, Limits);
        var resized = set.Replicas != replicas;
        if (!resized && StringMaps.Same(set.Value.Metadata.Annotations, annotations))
            return false;
        if (resized)
        {
            var direction = replicas > set.Replicas ? "up" : "down";
            set.Tell(ObjectAction.RecordEvent.Normal(
                Deployment, "ScalingReplicaSet", $"Scaled {direction} replica set {set.Name} from {set.Replicas} to {replicas}"));
        }

        set.Change(set.Value with
        {
            Metadata = set.Value.Metadata with { Annotations = annotations },
            Spec = set.Value.Spec! with { Replicas = replicas },
        });
        return resized;
    }

    /// <summary>As <see cref="Scale"/>, but leaves a set of the right size alone.</summary>
    public bool Resize(ReplicaSetDraft set, int replicas) => set.Replicas != replicas && Scale(set, replicas);

    /// <summary>Deletes the oldest sets beyond the history limit that have no pods.</summary>
    public void DeleteHistory()
    {
        if (Spec.RevisionHistoryLimit is not { } limit || limit == int.MaxValue)
            return;
        var old = Old.Where(set => set.Value.Metadata.DeletionTimestamp is null).ToList();
        var excess = old.Count - limit;
        var oldest = old.OrderBy(set => RevisionAnnotations.RevisionOf(set.Value)).ThenBy(set => set.Name, StringComparer.Ordinal);
        foreach (var set in oldest.Take(Math.Max(0, excess)))
        {
            var metadata = set.Value.Metadata;
            var isSettled = metadata.Generation <= (set.Value.Status?.ObservedGeneration ?? 0) && ReferenceEquals(set.Value, set.Stored);
            if (isSettled && (set.Value.Status?.Replicas ?? 0) == 0 && set.Replicas == 0)
                _afterwards.Add(new ObjectAction.Delete(typeof(ReplicaSet), Ownership.KeyOf(set.Value), metadata.Uid ?? "", metadata.ResourceVersion));
        }
    }

    /// <summary>Everything decided, in the order in which it is to be done; status last.</summary>
    public Decision Finish(DeploymentStatus status, TimeSpan? requeueAfter)
    {
        List<ObjectAction> actions = [.. _sets.SelectMany(set => set.Actions(Deployment.Metadata.Uid ?? "")), .. _afterwards];
        // The status endpoint takes annotations too. Written through the object itself the revision would count as a change of what the user asked for.
        var annotations = StringMaps.Copy(Deployment.Metadata.Annotations);
        if (_revision is not null)
            annotations = annotations.SetItem(RevisionAnnotations.Revision, _revision);
        if (!DeploymentProgress.Same(Deployment.Status, status) || !StringMaps.Same(Deployment.Metadata.Annotations, annotations))
            actions.Add(new ObjectAction.UpdateStatus(Deployment with { Metadata = Deployment.Metadata with { Annotations = annotations }, Status = status }));
        return new(actions, requeueAfter);
    }

    private long NextRevision() => Old.Select(set => RevisionAnnotations.RevisionOf(set.Value)).DefaultIfEmpty().Max() + 1;

    private ReplicaSet NewSet(string name, string hash)
    {
        var template = Spec.Template;
        var labels = StringMaps.Copy(template.Metadata?.Labels)
            .SetItem(PodTemplateHash.Label, hash);
        var matchLabels = StringMaps.Copy(Spec.Selector.MatchLabels)
            .SetItem(PodTemplateHash.Label, hash);
        return new ReplicaSet
        {
            ApiVersion = "apps/v1",
            Kind = "ReplicaSet",
            Metadata = new ObjectMeta
            {
                Namespace = Deployment.Metadata.Namespace,
                Name = name,
                Labels = labels,
                OwnerReferences = [Ownership.ReferenceTo(Deployment, DeploymentReconciler.Kind)],
            },
            Spec = new ReplicaSetSpec
            {
                Replicas = 0,
                MinReadySeconds = Spec.MinReadySeconds ?? 0,
                Selector = Spec.Selector with { MatchLabels = matchLabels },
                Template = template with { Metadata = (template.Metadata ?? new()) with { Labels = labels } },
            },
        };
    }
}
