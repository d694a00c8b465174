namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

/// <summary>The kind EndpointSlice as the server serves it.</summary>
internal sealed class EndpointSliceKind : KindDescriptor<EndpointSlice>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("discovery.k8s.io", "v1", "EndpointSlice");

    public override KindNames Names { get; } = new("endpointslices", "endpointslice", [], []);

    public override IReadOnlyList<TableColumn> Columns => EndpointSliceTable.Columns;

    public override bool TracksGeneration => true;

    protected override IEnumerable<FieldError> Validate(EndpointSlice value) => EndpointSliceValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateChange(EndpointSlice value, EndpointSlice old) => EndpointSliceValidation.ValidateChange(value, old);

    public override bool ChangesGeneration(JsonObject value, JsonObject old) => base.ChangesGeneration(value, old)
        || !JsonNode.DeepEquals(value.Object("metadata")?["labels"], old.Object("metadata")?["labels"]);

    protected override IReadOnlyList<JsonNode?> Print(EndpointSlice value, DateTimeOffset now) => EndpointSliceTable.Print(value, now);
}
