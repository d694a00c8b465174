using System.CommandLine;
using System.Globalization;
using System.Text;
using Azure.Identity;
using CloudOrchestrator.ServiceBus;
using CloudOrchestrator.ServiceBus.Work;

namespace CloudOrchestrator.Cli.Cloud;

/// <summary><c>queue list</c> and <c>queue redrive</c>.</summary>
internal static class QueueCommands
{
    private const int ItemsShown = 3;
    private static readonly Option<string?> Connection = new("--service-bus") { Description = "Connection string of the cluster's Service Bus namespace" };
    private static readonly Option<string?> Host = new("--namespace") { Description = "Its host name instead, opened with your own sign-in (az login)", HelpName = "host" };
    private static readonly Option<string> Queue = new("--queue") { Description = "Setting WorkQueue of the cluster", DefaultValueFactory = _ => "work" };
    private static readonly Option<int> Max = new("--max") { Description = "Most messages of each place", DefaultValueFactory = _ => 100, HelpName = "number" };

    public static Command List() => new Command(
        "list",
        """
        Shows work that was given up, and why.

        Work is given up after ten failures (queue <work>-poison), or when the process that handled it died again and again
        (<work>/$DeadLetterQueue). Looking locks the messages for a moment.
        """)
    {
        Connection, Host, Queue, Max,
    }.Do((parsed, cancellationToken) => CallAsync(async () => Console.Write(Render(await Open(parsed).ListAsync(parsed.GetValue(Max), cancellationToken)))));

    public static Command Redrive() => new Command("redrive", "Sends work that was given up again, as if for the first time.")
    {
        Connection, Host, Queue, Max,
    }.Do((parsed, cancellationToken) => CallAsync(async () =>
    {
        var result = await Open(parsed).RedriveAsync(parsed.GetValue(Max), cancellationToken);
        Console.WriteLine($"{result.Redriven.Count} messages with {result.Redriven.Sum(message => message.Items.Count)} items sent again.");
        if (result.Unreadable.Count > 0)
            Console.WriteLine($"{result.Unreadable.Count} messages are no work messages and stay where they are:\n{Render(result.Unreadable)}");
    }));

    /// <summary>Messages as a table.</summary>
    internal static string Render(IReadOnlyList<PoisonedMessage> messages)
    {
        if (messages.Count == 0)
            return "Nothing was given up.\n";
        var text = new StringBuilder();
        foreach (var message in messages)
        {
            var when = message.EnqueuedTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{message.Source} #{message.SequenceNumber}  {when}  {message.Attempts} attempts\n");
            text.Append("  ").Append(Items(message)).Append("\n  ").Append(message.Reason.Split('\n')[0].Trim()).Append('\n');
        }

        return text.ToString();
    }

    private static string Items(PoisonedMessage message)
    {
        if (message.Items.Count == 0)
            return $"no work message: {(message.Body.Length > 80 ? message.Body[..80] + "…" : message.Body)}";
        var shown = string.Join(", ", message.Items.Take(ItemsShown).Select(item => $"{item.Controller} {item.Key}"));
        return message.Items.Count > ItemsShown ? $"{shown} and {message.Items.Count - ItemsShown} more" : shown;
    }

    private static PoisonQueue Open(ParseResult parsed)
    {
        var connection = parsed.GetValue(Connection);
        var host = parsed.GetValue(Host);
        if (connection is null == host is null)
            throw new CliException("name the Service Bus namespace with --service-bus or with --namespace");
        try
        {
            var client = connection is not null ? new ServiceBusClient(connection) : new ServiceBusClient(host!, new DefaultAzureCredential());
            return new PoisonQueue(client, new ServiceBusWorkQueueOptions { Queue = parsed.GetValue(Queue)! });
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            throw new CliException(failure.Message);
        }
    }

    private static async Task CallAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception failure) when (failure is ServiceBusException or AuthenticationFailedException)
        {
            throw new CliException(failure.Message.Split('\n')[0].Trim());
        }
    }
}
