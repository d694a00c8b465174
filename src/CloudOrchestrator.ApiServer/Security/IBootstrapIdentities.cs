namespace CloudOrchestrator.ApiServer.Security;

/// <summary>Recognises machines by an identity that their cloud vouches for.</summary>
public interface IBootstrapIdentities
{
    /// <summary>The id of whom the token speaks for; null when the token is not valid or whoever it is may not join machines.</summary>
    ValueTask<string?> RecogniseAsync(string token, CancellationToken cancellationToken);
}
