namespace CloudOrchestrator.AzureTables.Tests.Clients;

/// <summary>The client on Azurite.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class AzuriteTableClientTests(AzuriteFixture azurite) : TableClientContract
{
    protected override string ConnectionString => azurite.ConnectionString;

    protected override string NewTable() => azurite.NewPrefix() + "client";

    [AzuriteFact]
    public override Task Entity_AllTypes_AreReadBack() => base.Entity_AllTypes_AreReadBack();

    [AzuriteFact]
    public override Task Conditions_AreTypedOutcomes() => base.Conditions_AreTypedOutcomes();

    [AzuriteFact]
    public override Task Tables_AreMadeOnceAndListed() => base.Tables_AreMadeOnceAndListed();

    [AzuriteFact]
    public override Task QueryAsync_ManyPages_AreInOrderAndComplete() => base.QueryAsync_ManyPages_AreInOrderAndComplete();

    [AzuriteFact]
    public override Task SubmitTransactionAsync_OneStepRefused_DoesNothing() => base.SubmitTransactionAsync_OneStepRefused_DoesNothing();

    [AzuriteFact]
    public override Task SubmitTransactionAsync_EveryKindOfStep_Works() => base.SubmitTransactionAsync_EveryKindOfStep_Works();

    [AzuriteFact]
    public override Task Sas_WriteOnly_ReadsAndDeletesNothing() => base.Sas_WriteOnly_ReadsAndDeletesNothing();

    [AzuriteFact]
    public override Task Sas_ExpiredOrForged_IsRefused() => base.Sas_ExpiredOrForged_IsRefused();
}
