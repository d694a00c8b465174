using Xunit;

namespace CloudOrchestrator.Testing.Azure;

/// <summary>A theory that needs Azurite; skipped with the reason where it cannot run.</summary>
public sealed class AzuriteTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips where Azurite cannot run.</summary>
    public AzuriteTheoryAttribute() => Skip = Azurite.Missing;
}
