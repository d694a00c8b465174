namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

/// <summary>How CertificateSigningRequests are listed.</summary>
internal static class CertificateSigningRequestTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Age,
        Column.Text("SignerName", "Who is asked to sign."),
        Column.Text("Requestor", "User who asks."),
        Column.Text("RequestedDuration", "Validity asked for."),
        Column.Text("Condition", "Approved, denied, failed, issued."),
    ];

    public static IReadOnlyList<JsonNode?> Print(CertificateSigningRequest value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        Cell.Age(value.Metadata.CreationTimestamp, now),
        Cell.OrNone(value.Spec?.SignerName),
        value.Spec?.Username ?? "",
        value.Spec?.ExpirationSeconds is { } seconds ? Durations.Human(TimeSpan.FromSeconds(seconds)) : Cell.None,
        Condition(value.Status),
    ];

    private static string Condition(CertificateSigningRequestStatus? status)
    {
        var types = (status?.Conditions ?? []).Select(condition => condition.Type).ToHashSet(StringComparer.Ordinal);
        var text = types.Contains("Denied") ? "Denied" : types.Contains("Approved") ? "Approved" : "Pending";
        if (types.Contains("Failed"))
            text += ",Failed";
        return status?.Certificate is { Length: > 0 } ? text + ",Issued" : text;
    }
}
