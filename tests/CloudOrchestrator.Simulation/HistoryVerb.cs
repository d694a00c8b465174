namespace CloudOrchestrator.Simulation;

/// <summary>Verbs of the API.</summary>
public enum HistoryVerb
{
    /// <summary>Reads one object.</summary>
    Get,

    /// <summary>Reads the objects of a namespace, or of all.</summary>
    List,

    /// <summary>Creates an object.</summary>
    Create,

    /// <summary>Replaces an object or a subresource.</summary>
    Update,

    /// <summary>Patches an object or a subresource.</summary>
    Patch,

    /// <summary>Deletes an object, or begins to: finalizers and grace periods delay the end.</summary>
    Delete,

    /// <summary>Posts to a subresource.</summary>
    Post,
}
