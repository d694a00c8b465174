using System.Security.Cryptography;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>The administrator's static bearer token.</summary>
public static class AdminToken
{
    private const int Bytes = 32;

    /// <summary>Reads the token, after making it on the first start; the file is readable by its owner only.</summary>
    public static string Keep(string path)
    {
        if (!File.Exists(path))
            CertificateFiles.WriteWhole(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)) + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return File.ReadAllText(path).Trim();
    }
}
