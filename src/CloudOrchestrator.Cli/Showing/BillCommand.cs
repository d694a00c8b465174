using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using CloudOrchestrator.Cli.Api;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Cli.Showing;

/// <summary><c>bill</c>.</summary>
internal static class BillCommand
{
    public static Command Build()
    {
        var kubeconfig = KubeconfigOption.Build();
        var command = new Command("bill", "Shows what the control plane has cost: operations counted where they are made, times Azure's list prices. Machines are not in it.")
        {
            kubeconfig,
        };
        return command.Do(async (parsed, cancellationToken) =>
        {
            using var connection = ApiConnection.Open(parsed.GetValue(kubeconfig)!);
            Console.Write(Render(await connection.GetAsync(BillResource.Path, cancellationToken)));
        });
    }

    /// <summary>The bill as a table.</summary>
    internal static string Render(JsonObject bill)
    {
        var operations = bill["operations"]!;
        var perHour = bill["operationsPerHour"]!;
        var dollars = bill["dollars"]!;
        var lines = new List<string>
        {
            $"since {(string?)bill["since"]}, {Number(bill["hours"])} h",
            "",
            $"{"",-26}{"so far",14}{"per hour",14}{"dollars",14}",
            Row("storage transactions", operations["storageTransactions"], perHour["storageTransactions"], dollars["storage"]),
            Row("Service Bus operations", operations["serviceBusOperations"], perHour["serviceBusOperations"], dollars["serviceBus"]),
            Row("function executions", operations["executions"], perHour["executions"], dollars["functions"]),
            Row("  gigabyte seconds", operations["gigabyteSeconds"], perHour["gigabyteSeconds"], null),
            Row("API requests", operations["requests"], perHour["requests"], null),
            "",
            $"{"total",-26}{"",14}{"",14}{Number(dollars["total"]),14}",
            $"{"per hour",-26}{"",14}{"",14}{Number(dollars["perHour"]),14}",
            $"{"per month at this rate",-26}{"",14}{"",14}{Number(dollars["perMonthAtThisRate"]),14}",
        };
        if (dollars["perThousandRequests"] is { } perThousand)
            lines.Add($"{"per 1,000 API requests",-26}{"",14}{"",14}{Number(perThousand),14}");
        lines.Add("");
        lines.Add("List prices in US dollars; what a subscription has free each month is not taken off.");
        return string.Join('\n', lines.Select(line => line.TrimEnd())) + "\n";
    }

    private static string Row(string name, JsonNode? soFar, JsonNode? perHour, JsonNode? dollars) =>
        $"{name,-26}{Number(soFar),14}{Number(perHour),14}{(dollars is null ? "" : Number(dollars)),14}";

    private static string Number(JsonNode? node) => node?.GetValue<double>() switch
    {
        null => "",
        >= 100 and var value => value.ToString("#,##0", CultureInfo.InvariantCulture),
        >= 0.01 and var value => value.ToString("0.####", CultureInfo.InvariantCulture),
        var value => value.Value.ToString("0.##########", CultureInfo.InvariantCulture),
    };
}
