using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Admission;

/// <summary>An admission step that depends on the other objects of the stream and so is decided with the store's snapshot: no two writes can pass it on the same state.</summary>
internal interface IStreamAdmission
{
    /// <summary>True for the kinds it looks at.</summary>
    bool Handles(KindDescriptor kind);

    /// <summary>Changes the object in place or refuses it. <paramref name="old"/> is null on create. Pure; may run several times.</summary>
    ApiStatus? Admit(ApiCall call, JsonObject value, JsonObject? old, ReplicaSnapshot snapshot);
}
