using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CloudOrchestrator.Emulators;

/// <summary>A certificate for the front door when none was given: its own authority, so that trusting the one file is enough.</summary>
internal static class SelfMadeCertificate
{
    /// <summary>The certificate kept in a file, its key beside it; made anew when it is missing, ends within a day or is for other names.</summary>
    public static X509Certificate2 Keep(string file, IReadOnlyList<string> names, TimeProvider time)
    {
        var keyFile = $"{file}.key";
        if (File.Exists(file) && File.Exists(keyFile))
        {
            var kept = X509Certificate2.CreateFromPemFile(file, keyFile);
            if (kept.NotAfter.ToUniversalTime() > time.GetUtcNow().AddDays(1).UtcDateTime && names.All(name => kept.MatchesHostname(name)))
                return kept;
            kept.Dispose();
        }

        var made = Create(names, time);
        using (var key = new FileStream(keyFile, KeyOptions()))
            key.Write(Encoding.ASCII.GetBytes(made.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n"));
        File.WriteAllText(file, made.ExportCertificatePem() + "\n");
        return made;
    }

    /// <summary>A certificate valid for a year, for these names and addresses and for localhost.</summary>
    public static X509Certificate2 Create(IEnumerable<string> names, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=CloudOrchestrator.Emulators", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Concat(["localhost", "127.0.0.1", "::1"]).Distinct())
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddYears(1));
    }

    private static FileStreamOptions KeyOptions()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
