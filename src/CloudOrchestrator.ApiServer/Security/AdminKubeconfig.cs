using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>The kubeconfig of the administrator.</summary>
public static class AdminKubeconfig
{
    /// <summary>Renders the file's text; keys and certificates are embedded.</summary>
    public static string Render(ClusterCertificates certificates, Uri server, string clusterName)
    {
        using var key = certificates.Administrator.GetECDsaPrivateKey() ?? throw new InvalidOperationException("the administrator's certificate has no ECDSA key");
        return $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: {clusterName}
              cluster:
                server: {server.GetLeftPart(UriPartial.Authority)}
                certificate-authority-data: {Encode(certificates.AuthorityPem)}
            users:
            - name: kubernetes-admin
              user:
                client-certificate-data: {Encode(certificates.Administrator.ExportCertificatePem() + "\n")}
                client-key-data: {Encode(key.ExportPkcs8PrivateKeyPem() + "\n")}
            contexts:
            - name: kubernetes-admin@{clusterName}
              context:
                cluster: {clusterName}
                user: kubernetes-admin
            current-context: kubernetes-admin@{clusterName}
            preferences: {"{}"}

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Writes the file, readable by its owner only, unless it says the same already.</summary>
    public static void Write(string path, ClusterCertificates certificates, Uri server, string clusterName)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var text = Render(certificates, server, clusterName);
        if (!File.Exists(path) || (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly) || File.ReadAllText(path) != text)
            CertificateFiles.WriteWhole(path, text, OwnerOnly);
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
