using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>Client certificates: signed by the cluster's authority for client authentication; CN is the user, O are the groups.</summary>
internal sealed class CertificateAuthenticator(X509Certificate2 authority, TimeProvider time)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string OrganizationOid = "2.5.4.10";
    private const string CommonNameOid = "2.5.4.3";

    /// <summary>Who the certificate speaks for; null when it is not ours, not valid now, or not for clients.</summary>
    public Caller? Authenticate(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (!chain.Build(certificate))
            return null;
        var names = certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
            .Where(name => !name.HasMultipleElements)
            .Select(name => (Oid: name.GetSingleElementType().Value, Value: name.GetSingleElementValue()))
            .ToArray();
        var user = names.LastOrDefault(name => name.Oid == CommonNameOid).Value;
        return string.IsNullOrEmpty(user)
            ? null
            : Caller.User(user, names.Where(name => name.Oid == OrganizationOid && name.Value is not null).Select(name => name.Value!));
    }
}
