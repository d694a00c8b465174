using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

/// <summary>Checks certificate signing requests.</summary>
internal static class CertificateSigningRequestValidation
{
    private const int SecondsMin = 600;
    private const string Conditions = "status.conditions";

    private static readonly ImmutableArray<string> Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only", "digital signature",
        "email protection", "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc",
        "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping",
    ];

    public static FaultList Validate(CertificateSigningRequest value)
    {
        var faults = new FaultList();
        var spec = value.Spec ?? new();
        if (CheckRequest(spec.Request ?? []) is { } wrong)
            faults.Invalid("spec.request", spec.Request ?? [], wrong);
        ValidateUsages(spec.Usages ?? [], faults);
        ValidateSigner(spec.SignerName ?? "", faults);
        if (spec.ExpirationSeconds is < SecondsMin and var seconds)
            faults.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 600 seconds (10 minutes)");
        ValidateConditions(value.Status?.Conditions ?? [], faults);
        return faults;
    }

    /// <summary>Faults of a change; who may set a certificate or a verdict depends on the path written through.</summary>
    public static FaultList ValidateChange(CertificateSigningRequest value, CertificateSigningRequest old, bool maySign, bool mayJudge)
    {
        var faults = new FaultList();
        foreach (var type in new[] { "Approved", "Denied", "Failed" })
        {
            var (after, before) = (Find(value, type), Find(old, type));
            if (after.Count < before.Count)
                faults.Forbidden(Conditions, $"updates may not remove a condition of type \"{type}\"");
            else if (!mayJudge && type != "Failed" && after.Count > before.Count)
                faults.Forbidden(Conditions, $"updates may not add a condition of type \"{type}\"");
            else if (!mayJudge && type != "Failed" && !after.SequenceEqual(before))
                faults.Forbidden(Conditions, $"updates may not modify a condition of type \"{type}\"\n");
        }

        var (certificate, oldCertificate) = (value.Status?.Certificate ?? [], old.Status?.Certificate ?? []);
        if (certificate.AsSpan().SequenceEqual(oldCertificate))
            return faults;
        if (!maySign)
            faults.Forbidden("status.certificate", "updates may not set certificate content");
        else if (oldCertificate.Length > 0)
            faults.Forbidden("status.certificate", "updates may not modify existing certificate content");
        return faults;
    }

    private static void ValidateUsages(IReadOnlyList<string> usages, FaultList faults)
    {
        if (usages.Count == 0)
            faults.Required("spec.usages");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < usages.Count; i++)
        {
            if (!Usages.Contains(usages[i]))
                faults.NotSupported($"spec.usages[{i}]", usages[i], Usages);
            if (!seen.Add(usages[i]))
                faults.Duplicate($"spec.usages[{i}]", usages[i]);
        }
    }

    private static void ValidateSigner(string signer, FaultList faults)
    {
        if (signer == "kubernetes.io/legacy-unknown")
            faults.Invalid("spec.signerName", signer, "the legacy signerName is not allowed via this API version");
        else
            SignerNameValidation.Validate(signer, "spec.signerName", faults);
    }

    private static void ValidateConditions(IReadOnlyList<CertificateSigningRequestCondition> conditions, FaultList faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < conditions.Count; i++)
        {
            var (condition, path) = (conditions[i], $"{Conditions}[{i}]");
            if (string.IsNullOrEmpty(condition.Type))
                faults.Required($"{path}.type");
            string[] statuses = condition.Type is "Approved" or "Denied" or "Failed" ? ["True"] : ["False", "True", "Unknown"];
            faults.RequireOneOf($"{path}.status", condition.Status, statuses);
            if ((condition.Type == "Approved" && seen.Contains("Denied")) || (condition.Type == "Denied" && seen.Contains("Approved")))
                faults.Invalid($"{path}.type", condition.Type, "Approved and Denied conditions are mutually exclusive");
            if (!seen.Add(condition.Type ?? ""))
                faults.Duplicate($"{path}.type", condition.Type);
        }
    }

    private static List<CertificateSigningRequestCondition> Find(CertificateSigningRequest request, string type) =>
        [.. (request.Status?.Conditions ?? []).Where(condition => condition.Type == type)];

    // Loading checks the signature by which the requester shows that the key is theirs.
    private static string? CheckRequest(byte[] request)
    {
        var text = Encoding.ASCII.GetString(request);
        if (!PemEncoding.TryFind(text, out var fields) || text[fields.Label] != "CERTIFICATE REQUEST")
            return "PEM block type must be CERTIFICATE REQUEST";
        try
        {
            var der = Convert.FromBase64String(text[fields.Base64Data]);
            CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
            return null;
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException or NotSupportedException)
        {
            return wrong.Message;
        }
    }
}
