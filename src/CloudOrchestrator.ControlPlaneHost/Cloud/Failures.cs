using Azure;
using Azure.Identity;
using CloudOrchestrator.ServiceBus;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>Tells what passes by itself from what a person must change.</summary>
internal static class Failures
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>When to try again after a failure that passes by itself; null for another.</summary>
    public static TimeSpan? RetryAfter(Exception exception) => exception switch
    {
        StorageUnavailableException unavailable => unavailable.RetryAfter,
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } failed => failed.Data["RetryAfter"] as TimeSpan? ?? Pause,
        ServiceBusException { IsTransient: true } => Pause,
        HttpRequestException => Pause,
        _ => null,
    };

    /// <summary>What to tell about a failure to open the cluster: names the setting where one is likely to blame.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        AuthenticationFailedException => $"setting AZURE_CLIENT_ID: no token for the app's identity could be had: {FirstLine(exception)}",
        RequestFailedException { Status: 401 or 403 } refused => $"setting {SettingOf(refused)}: access was refused: {FirstLine(exception)}",
        _ => FirstLine(exception),
    };

    private static string SettingOf(RequestFailedException exception) =>
        exception.GetRawResponse()?.Headers.TryGetValue("x-ms-keyvault-region", out _) == true ? "KeyVaultUri" : "Storage";

    private static string FirstLine(Exception exception) => exception.Message.Split('\n', 2)[0].Trim();
}
