namespace CloudOrchestrator.Client;

/// <summary>Says when to ask a server for changes that does not hold watches open, or where an open watch would cost.</summary>
public interface IWatchPacing
{
    /// <summary>The bell that tells of changes of a kind.</summary>
    IChangeBell BellFor(Type kind);
}
