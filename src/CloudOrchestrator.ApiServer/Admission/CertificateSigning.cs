using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CloudOrchestrator.ApiServer.Requests;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.ApiServer.Writing;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>
/// Fills in who asks for a certificate, and signs at once what a node asks for itself: the response of the creation already carries the certificate.
/// Other requests wait for an approval and are then signed where the signer is one of ours.
/// </summary>
internal sealed class CertificateSigning(ServerParts parts, ClusterCertificates certificates) : ICreateAdmission, IStreamAdmission
{
    private const string ClientSigner = "kubernetes.io/kube-apiserver-client-kubelet";
    private const string ServingSigner = "kubernetes.io/kubelet-serving";
    private const string PlainClientSigner = "kubernetes.io/kube-apiserver-client";
    private static readonly TimeSpan LifetimeMax = TimeSpan.FromDays(365);
    private static readonly TimeSpan LifetimeMin = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public bool Handles(KindDescriptor kind) => kind.Resource is { Group: "certificates.k8s.io", Plural: "certificatesigningrequests" };

    /// <inheritdoc/>
    public ValueTask<ApiStatus?> AdmitAsync(ApiCall call, JsonObject value, CancellationToken cancellationToken)
    {
        if (!Handles(call.Kind))
            return new((ApiStatus?)null);
        var spec = value.ObjectOrNew("spec");
        spec["username"] = call.Caller.Name;
        spec.Remove("uid");
        if (call.Caller.Uid.Length > 0)
            spec["uid"] = call.Caller.Uid;
        spec["groups"] = new JsonArray([.. call.Caller.Groups.Select(group => (JsonNode)group)]);
        spec.Remove("extra");
        if (call.Caller.Extra.Count > 0)
            spec["extra"] = new JsonObject(call.Caller.Extra.Select(item => new KeyValuePair<string, JsonNode?>(item.Key, new JsonArray([.. item.Value.Select(text => (JsonNode)text)]))));
        return new((ApiStatus?)null);
    }

    /// <inheritdoc/>
    public ApiStatus? Admit(ApiCall call, JsonObject value, JsonObject? old, ReplicaSnapshot snapshot)
    {
        if (old is not null)
            return null;
        var asked = Read(value);
        if (asked is null || !MayHave(call.Caller, asked, value.Object("spec")))
            return null;
        value.ObjectOrNew("status").ListOrNew("conditions").Add(new JsonObject
        {
            ["type"] = "Approved",
            ["status"] = "True",
            ["reason"] = "AutoApproved",
            ["message"] = "Auto approving kubelet certificate after checking who asks and for whom.",
            ["lastUpdateTime"] = Timestamps.Format(parts.Now),
            ["lastTransitionTime"] = Timestamps.Format(parts.Now),
        });
        Sign(value, asked);
        return null;
    }

    /// <summary>Adds the certificate to a request that has been approved, in place.</summary>
    public void SignIfApproved(JsonObject value)
    {
        var status = value.Object("status");
        var approved = status.Objects("conditions").Any(condition => condition.Text("type") == "Approved" && condition.Text("status") == "True");
        if (approved && !status.Has("certificate") && value.Object("spec").Text("signerName") is ClientSigner or ServingSigner or PlainClientSigner && Read(value) is { } asked)
            Sign(value, asked);
    }

    // The signature of the request is checked by loading it: whoever asks holds the key.
    private static CertificateRequest? Read(JsonObject value)
    {
        try
        {
            var pem = Encoding.ASCII.GetString(Convert.FromBase64String(value.Object("spec").Text("request")));
            return CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or ArgumentException)
        {
            // Validation says what is wrong with the request.
            return null;
        }
    }

    private static bool MayHave(Caller caller, CertificateRequest asked, JsonObject? spec)
    {
        var names = Names(asked);
        var node = names.CommonName.StartsWith("system:node:", StringComparison.Ordinal) && names.Organizations is ["system:nodes"];
        var self = caller.Name == names.CommonName;
        var usages = spec.Texts("usages").ToHashSet(StringComparer.Ordinal);
        return spec.Text("signerName") switch
        {
            ClientSigner => node && !HasAlternativeNames(asked) && usages.Contains("client auth") && !usages.Contains("server auth")
                && (self || caller.Groups.Contains("system:bootstrappers") || caller.Groups.Contains(Caller.MastersGroup)),
            ServingSigner => node && HasAlternativeNames(asked) && usages.Contains("server auth") && !usages.Contains("client auth")
                && (self || caller.Groups.Contains(Caller.MastersGroup)),
            _ => false,
        };
    }

    private static (string CommonName, string[] Organizations) Names(CertificateRequest asked)
    {
        var names = asked.SubjectName.EnumerateRelativeDistinguishedNames().Where(name => !name.HasMultipleElements)
            .Select(name => (Oid: name.GetSingleElementType().Value, Value: name.GetSingleElementValue() ?? "")).ToArray();
        return (names.FirstOrDefault(name => name.Oid == "2.5.4.3").Value ?? "", [.. names.Where(name => name.Oid == "2.5.4.10").Select(name => name.Value)]);
    }

    private static bool HasAlternativeNames(CertificateRequest asked) => asked.CertificateExtensions.OfType<X509SubjectAlternativeNameExtension>().Any();

    private void Sign(JsonObject value, CertificateRequest asked)
    {
        var spec = value.Object("spec");
        var purposes = new OidCollection();
        foreach (var usage in spec.Texts("usages"))
        {
            if (usage is "server auth" or "client auth")
                purposes.Add(new Oid(usage == "server auth" ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2"));
        }

        var wished = spec.Number("expirationSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : LifetimeMax;
        var lifetime = wished < LifetimeMin ? LifetimeMin : wished > LifetimeMax ? LifetimeMax : wished;
        using var certificate = certificates.Sign(asked.SubjectName, asked.PublicKey, AlternativeNames(asked), purposes, lifetime);
        value.ObjectOrNew("status")["certificate"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
    }

    private static SubjectAlternativeNameBuilder? AlternativeNames(CertificateRequest asked)
    {
        if (asked.CertificateExtensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is not { } extension)
            return null;
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in extension.EnumerateDnsNames())
            names.AddDnsName(name);
        foreach (var address in extension.EnumerateIPAddresses())
            names.AddIpAddress(address);
        return names;
    }
}
