namespace CloudOrchestrator.Testing.Faults;

/// <summary>What goes wrong with an append.</summary>
public enum AppendFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The request never arrives: an exception, nothing stored.</summary>
    LostRequest,

    /// <summary>The reply is lost: stored, but an exception.</summary>
    LostReply,

    /// <summary>The request is held up: an exception now; it takes effect just before the next append.</summary>
    LateRequest,
}
