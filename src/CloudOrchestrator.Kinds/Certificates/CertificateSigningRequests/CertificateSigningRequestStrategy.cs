namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

/// <summary>Who may change which part of a request: nobody the spec, signers the certificate, approvers the verdict.</summary>
internal static class CertificateSigningRequestStrategy
{
    private static readonly ImmutableArray<string> Verdicts = ["Approved", "Denied"];

    /// <summary>The request itself never changes.</summary>
    public static void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        value["spec"] = old["spec"]?.DeepClone();
        value["status"] = old["status"]?.DeepClone();
    }

    /// <summary>The status path may not approve or deny.</summary>
    public static void PrepareForStatusUpdate(JsonObject value, JsonObject old)
    {
        var status = value.ObjectOrNew("status");
        var verdicts = old.Object("status").Objects("conditions").Where(IsVerdict);
        var others = status.Objects("conditions").Where(condition => !IsVerdict(condition));
        status["conditions"] = new JsonArray([.. verdicts.Concat(others).Select(condition => condition.DeepClone())]);
        status.RemoveIfEmpty("conditions");
    }

    /// <summary>The approval path may not issue certificates.</summary>
    public static void PrepareForApproval(JsonObject value, JsonObject old)
    {
        value["spec"] = old["spec"]?.DeepClone();
        var status = value.ObjectOrNew("status");
        if (old.Object("status")?["certificate"] is { } certificate)
            status["certificate"] = certificate.DeepClone();
        else
            status.Remove("certificate");
    }

    private static bool IsVerdict(JsonObject condition) => Verdicts.Contains(condition.Text("type"));
}
