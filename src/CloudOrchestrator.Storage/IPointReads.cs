namespace CloudOrchestrator.Storage;

/// <summary>What a log may offer besides <see cref="IRevisionLog"/>: the present state of one object without reading its stream.</summary>
public interface IPointReads
{
    /// <summary>
    /// The object as a put record with its own revision; null when it does not exist. At least as new as every append that was acknowledged before the call,
    /// by any writer.
    /// </summary>
    Task<LogRecord?> ReadObjectAsync(string stream, ObjectKey key, CancellationToken cancellationToken);
}
