using CloudOrchestrator.Testing.Clusters;

namespace CloudOrchestrator.Conformance.Tests;

/// <summary>What stock kubectl says to a control plane of one process.</summary>
[Collection("clusters")]
public sealed class TranscriptTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    public static TheoryData<string> Cases() => TranscriptWalk.Cases();

    [ClusterTheory]
    [MemberData(nameof(Cases))]
    public async Task Walkthrough_StockKubectl_SaysWhatItSaysToKubernetes(string name) =>
        await TranscriptWalk.CheckAsync(await fixture.StartedAsync(), name, updates: Environment.GetEnvironmentVariable("UPDATE_TRANSCRIPTS") == "1", dying: false);
}
