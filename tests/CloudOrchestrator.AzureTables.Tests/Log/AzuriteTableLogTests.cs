using CloudOrchestrator.Testing.Contracts;

namespace CloudOrchestrator.AzureTables.Tests.Log;

/// <summary>The contract on Azurite. Each test has a cluster of its own in one account.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class AzuriteTableLogTests(AzuriteFixture azurite) : RevisionLogContract
{
    [AzuriteFact]
    public override Task HeadAsync_EmptyStream_IsZero() => base.HeadAsync_EmptyStream_IsZero();

    [AzuriteFact]
    public override Task AppendAsync_AtHead_IsReadBackExactly() => base.AppendAsync_AtHead_IsReadBackExactly();

    [AzuriteTheory]
    [InlineData(0)]
    [InlineData(2)]
    public override Task AppendAsync_NotAtHead_ConflictsAndStoresNothing(long expectedHead) => base.AppendAsync_NotAtHead_ConflictsAndStoresNothing(expectedHead);

    [AzuriteFact]
    public override Task AppendAsync_ManyWritersAtOnce_OneWinsEachRevision() => base.AppendAsync_ManyWritersAtOnce_OneWinsEachRevision();

    [AzuriteFact]
    public override Task AppendAsync_ChainOfUnawaitedAppends_AllAreStoredInOrder() => base.AppendAsync_ChainOfUnawaitedAppends_AllAreStoredInOrder();

    [AzuriteFact]
    public override Task AppendAsync_WrongRevisions_IsRefused() => base.AppendAsync_WrongRevisions_IsRefused();

    [AzuriteFact]
    public override Task AppendAsync_NoRecords_IsRefused() => base.AppendAsync_NoRecords_IsRefused();

    [AzuriteFact]
    public override Task ReadAsync_LimitedPages_CoverTheLogWithoutGaps() => base.ReadAsync_LimitedPages_CoverTheLogWithoutGaps();

    [AzuriteFact]
    public override Task ReadAsync_AtOrPastHead_IsEmptyAndNotExpired() => base.ReadAsync_AtOrPastHead_IsEmptyAndNotExpired();

    [AzuriteFact]
    public override Task Streams_AreIndependent() => base.Streams_AreIndependent();

    [AzuriteFact]
    public override Task WaitAsync_HeadAlreadyPast_ReturnsAtOnce() => base.WaitAsync_HeadAlreadyPast_ReturnsAtOnce();

    [AzuriteFact]
    public override Task WaitAsync_LaterAppend_WakesTheWaiter() => base.WaitAsync_LaterAppend_WakesTheWaiter();

    [AzuriteFact]
    public override Task WaitAsync_NothingHappens_ReturnsHeadAtTheLimit() => base.WaitAsync_NothingHappens_ReturnsHeadAtTheLimit();

    [AzuriteFact]
    public override Task WaitAsync_Cancelled_Throws() => base.WaitAsync_Cancelled_Throws();

    [AzuriteFact]
    public override Task ReadStateAsync_NeverWritten_IsEmptyAtZero() => base.ReadStateAsync_NeverWritten_IsEmptyAtZero();

    [AzuriteFact]
    public override Task ReadStateAsync_WithReplay_GivesThePresentObjects() => base.ReadStateAsync_WithReplay_GivesThePresentObjects();

    [AzuriteFact]
    public override Task ReadStateAsync_AfterTrimming_StillGivesThePresentObjects() => base.ReadStateAsync_AfterTrimming_StillGivesThePresentObjects();

    [AzuriteFact]
    public override Task WriteStateAsync_AheadOfTheLog_IsRefused() => base.WriteStateAsync_AheadOfTheLog_IsRefused();

    [AzuriteFact]
    public override Task TrimAsync_YoungRecords_AreKept() => base.TrimAsync_YoungRecords_AreKept();

    [AzuriteFact]
    public override Task TrimAsync_OldCoveredRecords_ExpireAndTheRestStays() => base.TrimAsync_OldCoveredRecords_ExpireAndTheRestStays();

    protected override Task<IRevisionLog> OpenAsync() => Task.FromResult<IRevisionLog>(Logs.Open(azurite.ConnectionString, azurite.NewPrefix()));
}
