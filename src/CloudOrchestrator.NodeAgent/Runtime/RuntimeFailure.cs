namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>What kind of failure an engine reported.</summary>
public enum RuntimeFailure
{
    /// <summary>The engine gave no answer.</summary>
    Unreachable,

    /// <summary>The engine took the request and did not answer in time: whether it has been or will be carried out is unknown.</summary>
    TimedOut,

    /// <summary>The container or image does not exist.</summary>
    NotFound,

    /// <summary>Something of that name exists, or it is in a state that does not allow this.</summary>
    Conflict,

    /// <summary>The request makes no sense to the engine.</summary>
    Invalid,

    /// <summary>Anything else.</summary>
    Internal,
}
