using System.Text.Json.Nodes;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Telemetry.Billing;

/// <summary>The bill as the API answers it.</summary>
public static class BillDocument
{
    /// <summary>What was counted between two times, what it costs by the price list, and what that is per hour, per month and per 1,000 requests.</summary>
    public static JsonObject Create(OperationCounts counts, DateTimeOffset since, DateTimeOffset now, PriceList prices)
    {
        var bill = Bill.Of(counts, prices);
        var hours = Math.Max((now - since).TotalHours, 1.0 / 3600);
        return new JsonObject
        {
            ["kind"] = "Bill",
            ["apiVersion"] = BillResource.Name.ApiVersion,
            ["since"] = since.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            ["hours"] = Round(hours),
            ["operations"] = Operations(counts),
            ["operationsPerHour"] = Operations(counts.Times(1 / hours)),
            ["dollars"] = new JsonObject
            {
                ["storage"] = Round(bill.Storage),
                ["serviceBus"] = Round(bill.ServiceBus),
                ["functions"] = Round(bill.Functions),
                ["total"] = Round(bill.Total),
                ["perHour"] = Round(bill.Total / hours),
                ["perMonthAtThisRate"] = Round(bill.Total / hours * Bill.HoursPerMonth),
                ["perThousandRequests"] = counts.Requests > 0 ? Round(bill.Total / counts.Requests * 1000) : null,
            },
        };
    }

    private static JsonObject Operations(OperationCounts counts) => new()
    {
        ["storageTransactions"] = Round(counts.StorageTransactions),
        ["serviceBusOperations"] = Round(counts.ServiceBusOperations),
        ["executions"] = Round(counts.Executions),
        ["gigabyteSeconds"] = Round(counts.GigabyteSeconds),
        ["requests"] = Round(counts.Requests),
    };

    // Amounts span many orders of magnitude: six significant digits are enough for all of them.
    private static double Round(double value)
    {
        if (value == 0)
            return 0;
        var digits = 6 - (int)Math.Ceiling(Math.Log10(Math.Abs(value)));
        return digits is >= 0 and <= 15 ? Math.Round(value, digits) : value;
    }
}
