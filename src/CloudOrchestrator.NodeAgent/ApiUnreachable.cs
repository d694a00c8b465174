namespace CloudOrchestrator.NodeAgent;

/// <summary>Tells the exceptions by which a client says that the API server gave no answer.</summary>
internal static class ApiUnreachable
{
    public static bool Is(Exception exception) =>
        exception is HttpRequestException or IOException or TimeoutException or TaskCanceledException { InnerException: TimeoutException };
}
