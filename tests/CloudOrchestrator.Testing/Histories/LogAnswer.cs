namespace CloudOrchestrator.Testing.Histories;

/// <summary>What a revision log answered.</summary>
public enum LogAnswer
{
    /// <summary>Nothing, or an exception: the writer was killed or does not know.</summary>
    Unknown,

    /// <summary>The append is durable, or the read is answered.</summary>
    Done,

    /// <summary>Another writer appended first.</summary>
    Conflict,

    /// <summary>The records asked for are gone.</summary>
    Expired,
}
