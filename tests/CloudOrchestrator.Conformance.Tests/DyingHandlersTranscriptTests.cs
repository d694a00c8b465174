using CloudOrchestrator.Testing.Clusters;

namespace CloudOrchestrator.Conformance.Tests;

/// <summary>What stock kubectl says to Azure Functions whose processes are killed all the time: the same.</summary>
[Collection("clusters")]
public sealed class DyingHandlersTranscriptTests(DyingHandlersFixture fixture) : IClassFixture<DyingHandlersFixture>
{
    /// <summary>The cases whose commands may be given again when a server died in the middle of one: what was done already, they do not do twice.</summary>
    public static TheoryData<string> Cases() => new("create", "delete", "deployments", "readme");

    [ClusterTheory]
    [MemberData(nameof(Cases))]
    public async Task Walkthrough_HandlersKilledEveryFewSeconds_SaysTheSame(string name) =>
        await TranscriptWalk.CheckAsync(await fixture.StartedAsync(), name, updates: false, dying: true);
}
