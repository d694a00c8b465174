using System.Text.Json.Nodes;
using CloudOrchestrator.Cli.Showing;

namespace CloudOrchestrator.Cli.Tests.Showing;

public sealed class BillCommandTests
{
    [Fact]
    public void Render_Bill_IsATable()
    {
        var bill = JsonNode.Parse("""
            {"kind":"Bill","since":"2026-01-02T03:04:05Z","hours":12.5,
             "operations":{"storageTransactions":1234567,"serviceBusOperations":800,"executions":250,"gigabyteSeconds":125.5,"requests":2000},
             "operationsPerHour":{"storageTransactions":98765,"serviceBusOperations":64,"executions":20,"gigabyteSeconds":10.04,"requests":160},
             "dollars":{"storage":0.0444,"serviceBus":0.00004,"functions":0.00336,"total":0.0478,"perHour":0.003824,"perMonthAtThisRate":2.79,"perThousandRequests":0.0239}}
            """)!.AsObject();
        Assert.Equal("""
            since 2026-01-02T03:04:05Z, 12.5 h

                                              so far      per hour       dollars
            storage transactions           1,234,567        98,765        0.0444
            Service Bus operations               800            64       0.00004
            function executions                  250            20       0.00336
              gigabyte seconds                   126         10.04
            API requests                       2,000           160

            total                                                         0.0478
            per hour                                                    0.003824
            per month at this rate                                          2.79
            per 1,000 API requests                                        0.0239

            List prices in US dollars; what a subscription has free each month is not taken off.

            """, BillCommand.Render(bill));
    }
}
