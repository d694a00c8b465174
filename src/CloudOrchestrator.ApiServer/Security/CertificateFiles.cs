using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>Keys and certificates as PEM files. Files appear whole or not at all; keys are readable by their owner only.</summary>
internal static class CertificateFiles
{
    /// <summary>Reads a certificate with its key; null when either file is missing.</summary>
    public static X509Certificate2? Read(string folder, string name)
    {
        var (certificate, key) = Paths(folder, name);
        return File.Exists(certificate) && File.Exists(key) ? Load(File.ReadAllText(certificate), File.ReadAllText(key)) : null;
    }

    /// <summary>A certificate with its key, both as PEM.</summary>
    public static X509Certificate2 Load(string certificatePem, string keyPem)
    {
        var pem = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        if (OperatingSystem.IsLinux())
            return pem;

        // TLS on some platforms refuses keys that were never in a key container: the round trip through PKCS#12, which takes its time, puts it into one.
        using (pem)
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Writes a certificate and its key.</summary>
    public static void Write(string folder, string name, X509Certificate2 certificate, ECDsa key)
    {
        var (certificatePath, keyPath) = Paths(folder, name);
        WriteWhole(keyPath, key.ExportPkcs8PrivateKeyPem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        WriteWhole(certificatePath, certificate.ExportCertificatePem() + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    /// <summary>Writes a file by renaming a complete one into place.</summary>
    public static void WriteWhole(string path, string text, UnixFileMode mode)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        using (var writer = new StreamWriter(new FileStream(temporary, options)))
        {
            writer.Write(text);
            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static (string Certificate, string Key) Paths(string folder, string name) => (Path.Combine(folder, name + ".crt"), Path.Combine(folder, name + ".key"));
}
