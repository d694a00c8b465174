namespace CloudOrchestrator.Cli;

/// <summary>Something the user can do something about; the message says what.</summary>
/// <param name="message">One sentence, without a full stop.</param>
/// <param name="unreachable">True when no answer came, so that trying again may help.</param>
internal sealed class CliException(string message, bool unreachable = false) : Exception(message)
{
    /// <summary>True when no answer came, so that trying again may help.</summary>
    public bool Unreachable { get; } = unreachable;
}
