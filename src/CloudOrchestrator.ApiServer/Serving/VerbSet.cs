using CloudOrchestrator.ApiServer.Verbs;

namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>The verbs.</summary>
internal sealed record VerbSet(
    GetVerb Get, ListVerb List, WatchVerb Watch, CreateVerb Create, UpdateVerb Update, PatchVerb Patch, DeleteVerb Delete, DeleteCollectionVerb DeleteCollection);
