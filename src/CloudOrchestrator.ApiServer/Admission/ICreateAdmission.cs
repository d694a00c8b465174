using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>An admission step of creations. Steps run in a fixed order, before validation.</summary>
internal interface ICreateAdmission
{
    /// <summary>Changes the object in place or refuses it.</summary>
    ValueTask<ApiStatus?> AdmitAsync(ApiCall call, JsonObject value, CancellationToken cancellationToken);
}
