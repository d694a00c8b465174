using System.Security.Cryptography;
using System.Text;

namespace CloudOrchestrator.AzureTables;

/// <summary>An account's name and one of its keys.</summary>
public sealed class TableSharedKeyCredential
{
    private readonly byte[] _key;

    /// <summary>A credential from a key in base64.</summary>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        ArgumentException.ThrowIfNullOrEmpty(accountKey);
        AccountName = accountName;
        try
        {
            _key = Convert.FromBase64String(accountKey);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"the key of storage account {accountName} is not base64", nameof(accountKey), exception);
        }
    }

    /// <summary>Name of the account.</summary>
    public string AccountName { get; }

    internal string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
