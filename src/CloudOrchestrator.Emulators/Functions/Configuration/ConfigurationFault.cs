namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>Something wrong with an app folder.</summary>
/// <param name="File">The file, relative to the app folder.</param>
/// <param name="Property">The property inside the file, dots between levels; empty for the file itself.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="IsError">True when the real host would not start the app or this emulator cannot; false when it would ignore what is there.</param>
internal sealed record ConfigurationFault(string File, string Property, string Message, bool IsError)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(IsError ? "error" : "note")}: {File}{(Property.Length > 0 ? $": {Property}" : "")}: {Message}";
}
