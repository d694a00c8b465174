namespace CloudOrchestrator.ControlPlaneHost.Settings;

/// <summary>Whose tokens of Microsoft Entra ID stand in for a bootstrap token.</summary>
/// <param name="Audience">Audience that tokens must be for.</param>
/// <param name="Issuer">Who must have issued them.</param>
/// <param name="JwksUri">Where the issuer's keys are.</param>
/// <param name="Principals">Object ids that may join machines.</param>
public sealed record BootstrapSetting(string Audience, string Issuer, Uri JwksUri, IReadOnlyList<string> Principals);
