namespace CloudOrchestrator.ApiServer.Requests;

/// <summary>What to do about unknown and duplicate fields of a request's body.</summary>
internal enum FieldValidation
{
    /// <summary>Drop them and say so in Warning headers.</summary>
    Warn,

    /// <summary>Drop them.</summary>
    Ignore,

    /// <summary>Refuse the request.</summary>
    Strict,
}
