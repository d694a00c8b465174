using CloudOrchestrator.Testing.Clusters;

namespace CloudOrchestrator.Conformance.Tests;

/// <summary>What stock kubectl says to a control plane of Azure Functions: the same.</summary>
[Collection("clusters")]
public sealed class AzureTranscriptTests(AzureClusterFixture fixture) : IClassFixture<AzureClusterFixture>
{
    public static TheoryData<string> Cases() => TranscriptWalk.Cases();

    [ClusterTheory]
    [MemberData(nameof(Cases))]
    public async Task Walkthrough_AzureFunctions_SaysTheSame(string name) =>
        await TranscriptWalk.CheckAsync(await fixture.StartedAsync(), name, updates: false, dying: false);
}
