namespace CloudOrchestrator.Testing.Histories;

/// <summary>What was asked of a revision log.</summary>
public enum LogVerb
{
    /// <summary>AppendAsync.</summary>
    Append,

    /// <summary>ReadAsync.</summary>
    Read,

    /// <summary>HeadAsync or WaitAsync.</summary>
    Head,

    /// <summary>ReadStateAsync.</summary>
    ReadState,
}
