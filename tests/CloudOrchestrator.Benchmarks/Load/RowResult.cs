namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>One line of the table, for one server.</summary>
internal sealed record RowResult
{
    public required string Row { get; init; }

    public required string Server { get; init; }

    public int Clients { get; init; }

    public long Operations { get; init; }

    public double PerSecond { get; init; }

    public double P50Milliseconds { get; init; }

    public double P99Milliseconds { get; init; }

    public double MaxMilliseconds { get; init; }

    /// <summary>Processor time of the server per operation; 0 where its process is not known.</summary>
    public double ServerMicroseconds { get; init; }

    public double ClientMicroseconds { get; init; }

    public long BytesSent { get; init; }

    public long BytesReceived { get; init; }

    /// <summary>The server's resident memory when the row had ended.</summary>
    public double ResidentMegabytes { get; init; }

    /// <summary>What the row has found beyond its figures.</summary>
    public string? Note { get; init; }

    /// <summary>Why there are no figures; null when there are.</summary>
    public string? Missing { get; init; }

    public static RowResult Without(string row, string server, string reason) => new() { Row = row, Server = server, Missing = reason };
}
