using CloudOrchestrator.ApiServer;
using CloudOrchestrator.Controllers;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>The field indexes of a process that serves the API and runs the controllers.</summary>
internal static class StoreIndexes
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>> All { get; } =
        FieldIndex.Union(ControllerEngine.Indexes, KubernetesApi.Indexes);
}
