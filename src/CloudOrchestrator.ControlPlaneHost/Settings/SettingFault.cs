namespace CloudOrchestrator.ControlPlaneHost.Settings;

/// <summary>What is wrong with a setting.</summary>
/// <param name="Setting">Its name.</param>
/// <param name="Problem">A sentence that shows no secret.</param>
public sealed record SettingFault(string Setting, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"setting {Setting}: {Problem}";
}
