using Azure;
using CloudOrchestrator.AzureTables.Pipeline;

namespace CloudOrchestrator.AzureTables;

/// <summary>Tells a service that is down from requests that are wrong.</summary>
internal static class TableFailures
{
    private static readonly TimeSpan RetryAfterDefault = TimeSpan.FromSeconds(5);

    /// <summary>True when trying later may help.</summary>
    public static bool IsUnavailable(RequestFailedException exception) => exception.Status == 0 || TableRetryPolicy.IsTransient(exception.Status);

    public static bool IsMissingTable(RequestFailedException exception) => exception.ErrorCode == TableErrorCode.TableNotFound.Value;

    /// <summary>The result, or the port's exception where the service is unavailable.</summary>
    public static async Task<T> OrUnavailable<T>(Task<T> task)
    {
        try
        {
            return await task;
        }
        catch (RequestFailedException exception) when (IsUnavailable(exception))
        {
            var after = exception.Data["RetryAfter"] as TimeSpan? ?? RetryAfterDefault;
            throw new StorageUnavailableException($"the Table service is not available: {exception.Message}", after, exception);
        }
    }
}
