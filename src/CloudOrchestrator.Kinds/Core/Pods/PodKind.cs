namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The kind Pod as the server serves it.</summary>
internal sealed class PodKind : KindDescriptor<Pod>
{
    private readonly ValidSpecs _validSpecs = new();

    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "Pod");

    public override KindNames Names { get; } = new("pods", "pod", ["po"], ["all"]);

    public override IReadOnlyList<TableColumn> Columns => PodTable.Columns;

    public override bool HasStatus => true;

    public override bool TracksGeneration => false;

    public override IReadOnlyList<SubresourceNames> Subresources { get; } =
    [
        new("attach", new("", "v1", "PodAttachOptions"), VerbSets.Connect),
        new("binding", new("", "v1", "Binding"), VerbSets.CreateOnly),
        new("ephemeralcontainers", new("", "v1", "Pod"), VerbSets.Change),
        new("eviction", new("policy", "v1", "Eviction"), VerbSets.CreateOnly),
        new("exec", new("", "v1", "PodExecOptions"), VerbSets.Connect),
        new("log", new("", "v1", "Pod"), VerbSets.GetOnly),
        new("portforward", new("", "v1", "PodPortForwardOptions"), VerbSets.Connect),
        new("proxy", new("", "v1", "PodProxyOptions"), VerbSets.Proxy),
    ];

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["spec.nodeName"] = value => value.Object("spec").Text("nodeName"),
        ["spec.restartPolicy"] = value => value.Object("spec").Text("restartPolicy"),
        ["spec.schedulerName"] = value => value.Object("spec").Text("schedulerName"),
        ["spec.serviceAccountName"] = value => value.Object("spec").Text("serviceAccountName"),
        ["spec.hostNetwork"] = value => value.Object("spec").IsTrue("hostNetwork") ? "true" : "false",
        ["status.phase"] = value => value.Object("status").Text("phase"),
        ["status.podIP"] = value => value.Object("status").Text("podIP"),
        ["status.nominatedNodeName"] = value => value.Object("status").Text("nominatedNodeName"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => PodDefaults.ApplyToPod(value);

    public override void PrepareForCreate(JsonObject value) => PodStrategy.PrepareForCreate(value);

    public override void PrepareForStatusUpdate(JsonObject value, JsonObject old)
    {
        base.PrepareForStatusUpdate(value, old);
        PodStrategy.PrepareForStatusUpdate(value, old);
    }

    public override void PrepareForSubresourceUpdate(string subresource, JsonObject value, JsonObject old)
    {
        if (subresource == "ephemeralcontainers")
            PodStrategy.PrepareForEphemeralContainers(value, old);
        else
            PrepareForUpdate(value, old);
    }

    public override DeletionStart BeginDeletion(JsonObject value, long? requestedGraceSeconds) => PodStrategy.BeginDeletion(value, requestedGraceSeconds);

    public override IReadOnlyList<FieldError> ValidateSubresourceUpdate(string subresource, IKubernetesObject value, IKubernetesObject old)
    {
        if (subresource != "ephemeralcontainers")
            return ValidateUpdate(value, old);
        var pod = (Pod)value;
        var faults = PodValidation.Validate(pod, _validSpecs);
        EphemeralContainerValidation.ValidateChange(pod.Spec ?? new(), ((Pod)old).Spec ?? new(), faults);
        return faults;
    }

    protected override IEnumerable<FieldError> Validate(Pod value) => PodValidation.Validate(value, _validSpecs);

    protected override IEnumerable<FieldError> ValidateNew(Pod value) => PodValidation.ValidateNew(value);

    protected override IEnumerable<FieldError> ValidateChange(Pod value, Pod old) => PodUpdateValidation.Validate(value, old);

    protected override IEnumerable<FieldError> ValidateStatus(Pod value, Pod old) => PodStatusValidation.Validate(value, old);

    public override IReadOnlyList<string> Warnings(JsonObject value) => PodWarnings.Of(value.Object("spec"), "spec");

    protected override IReadOnlyList<JsonNode?> Print(Pod value, DateTimeOffset now) => PodTable.Print(value, now);
}
