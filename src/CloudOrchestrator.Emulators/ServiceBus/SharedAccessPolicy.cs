namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>A key and what tokens signed with it may do.</summary>
/// <param name="Name">Name of the policy.</param>
/// <param name="Key">The key; its UTF-8 bytes sign, it is not base64-decoded.</param>
/// <param name="Claims">What it allows.</param>
/// <param name="Queue">The queue the policy belongs to; null: the namespace.</param>
public sealed record SharedAccessPolicy(string Name, string Key, AccessClaims Claims, string? Queue = null)
{
    /// <summary>The policy of development connection strings. Its key is public knowledge.</summary>
    public static SharedAccessPolicy Development { get; } = new("RootManageSharedAccessKey", "SAS_KEY_VALUE", AccessClaims.All);
}
