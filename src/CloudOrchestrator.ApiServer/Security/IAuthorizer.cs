using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>Decides whether a caller may do something.</summary>
public interface IAuthorizer
{
    /// <summary>The decision. Pure and quick: it runs before every request.</summary>
    AuthorizationDecision Decide(Caller caller, AccessAttributes attributes);
}
