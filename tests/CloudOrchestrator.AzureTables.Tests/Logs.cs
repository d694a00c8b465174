namespace CloudOrchestrator.AzureTables.Tests;

/// <summary>Logs as tests use them: quick to look again, and free to trim what is young.</summary>
internal static class Logs
{
    public static TableLogOptions Options { get; } = new()
    {
        TrimAgeMin = TimeSpan.Zero,
        PollDelayMin = TimeSpan.FromMilliseconds(10),
        PollDelayMax = TimeSpan.FromMilliseconds(50),
    };

    public static TableClientOptions Quick => new() { RetryDelay = TimeSpan.FromMilliseconds(1), RetryDelayMax = TimeSpan.FromMilliseconds(10), AttemptsMax = 20 };

    public static TableLog Open(string connectionString, string prefix = "test", TableLogOptions? options = null) =>
        new(new TableServiceClient(connectionString, Quick), prefix, options ?? Options, TimeProvider.System);
}
