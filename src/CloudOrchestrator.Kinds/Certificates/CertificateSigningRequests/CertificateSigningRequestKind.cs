namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

/// <summary>The kind CertificateSigningRequest as the server serves it.</summary>
internal sealed class CertificateSigningRequestKind : KindDescriptor<CertificateSigningRequest>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("certificates.k8s.io", "v1", "CertificateSigningRequest");

    public override KindNames Names { get; } = new("certificatesigningrequests", "certificatesigningrequest", ["csr"], []);

    public override IReadOnlyList<TableColumn> Columns => CertificateSigningRequestTable.Columns;

    public override bool Namespaced => false;

    public override bool HasStatus => true;

    public override bool TracksGeneration => false;

    public override NameRule NameRule => NameRule.PathSegment;

    public override IReadOnlyList<SubresourceNames> Subresources { get; } =
    [
        new("approval", new("certificates.k8s.io", "v1", "CertificateSigningRequest"), VerbSets.Change),
    ];

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["spec.signerName"] = value => value.Object("spec").Text("signerName"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override void PrepareForUpdate(JsonObject value, JsonObject old) => CertificateSigningRequestStrategy.PrepareForUpdate(value, old);

    public override void PrepareForStatusUpdate(JsonObject value, JsonObject old)
    {
        base.PrepareForStatusUpdate(value, old);
        CertificateSigningRequestStrategy.PrepareForStatusUpdate(value, old);
    }

    public override void PrepareForSubresourceUpdate(string subresource, JsonObject value, JsonObject old) =>
        CertificateSigningRequestStrategy.PrepareForApproval(value, old);

    // The server itself signs together with the approval; a certificate from the approver was put back before.
    public override IReadOnlyList<FieldError> ValidateSubresourceUpdate(string subresource, IKubernetesObject value, IKubernetesObject old)
    {
        var typed = (CertificateSigningRequest)value;
        return
        [
            .. CertificateSigningRequestValidation.Validate(typed),
            .. CertificateSigningRequestValidation.ValidateChange(typed, (CertificateSigningRequest)old, maySign: true, mayJudge: true),
        ];
    }

    protected override IEnumerable<FieldError> Validate(CertificateSigningRequest value) => CertificateSigningRequestValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateChange(CertificateSigningRequest value, CertificateSigningRequest old) =>
        CertificateSigningRequestValidation.ValidateChange(value, old, maySign: false, mayJudge: false);

    protected override IEnumerable<FieldError> ValidateStatus(CertificateSigningRequest value, CertificateSigningRequest old) =>
        [.. CertificateSigningRequestValidation.Validate(value), .. CertificateSigningRequestValidation.ValidateChange(value, old, maySign: true, mayJudge: false)];

    protected override IReadOnlyList<JsonNode?> Print(CertificateSigningRequest value, DateTimeOffset now) => CertificateSigningRequestTable.Print(value, now);
}
