using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>The Atom entries of the management protocol.</summary>
internal static class QueueDescriptionXml
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace ServiceBus = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
    private static readonly XNamespace Counts = "http://schemas.microsoft.com/netservices/2011/06/servicebus";

    // What the Basic tier has not: each of these, set to anything but false or nothing, is refused.
    private static readonly string[] BeyondBasic = ["RequiresSession", "RequiresDuplicateDetection", "ForwardTo", "ForwardDeadLetteredMessagesTo", "EnablePartitioning"];

    /// <summary>Reads the settings of a queue from an entry.</summary>
    public static QueueSettings Read(string xml)
    {
        XElement description;
        try
        {
            description = XDocument.Parse(xml).Descendants().FirstOrDefault(element => element.Name.LocalName.EndsWith("Description", StringComparison.Ordinal))
                ?? throw Invalid("the entry has no QueueDescription");
        }
        catch (XmlException exception)
        {
            throw Invalid($"the body is not an Atom entry: {exception.Message}");
        }
        if (description.Name.LocalName != "QueueDescription")
            throw new ServiceBusBrokerException(BrokerFailure.NotInTier, $"the Basic tier has queues only, not what a {description.Name.LocalName} describes");
        if (description.Name.Namespace != ServiceBus)
            throw Invalid($"QueueDescription must be in the namespace {ServiceBus}");
        foreach (var name in BeyondBasic)
        {
            if (Value(description, name) is { Length: > 0 } value && !value.Equals("false", StringComparison.OrdinalIgnoreCase))
                throw new ServiceBusBrokerException(BrokerFailure.NotInTier, $"{name} is not available in the Basic tier");
        }
        if (Duration(description, "AutoDeleteOnIdle") is { } idle && idle < TimeSpan.FromDays(36_500))
            throw new ServiceBusBrokerException(BrokerFailure.NotInTier, "AutoDeleteOnIdle is not available in the Basic tier");
        var standard = new QueueSettings();
        return new QueueSettings
        {
            LockDuration = Duration(description, "LockDuration") ?? standard.LockDuration,
            MaxDeliveryCount = Number(description, "MaxDeliveryCount") ?? standard.MaxDeliveryCount,
            MaxSizeInMegabytes = Number(description, "MaxSizeInMegabytes") ?? standard.MaxSizeInMegabytes,
            DefaultMessageTimeToLive = Duration(description, "DefaultMessageTimeToLive") ?? standard.DefaultMessageTimeToLive,
            DeadLetteringOnMessageExpiration = string.Equals(Value(description, "DeadLetteringOnMessageExpiration"), "true", StringComparison.OrdinalIgnoreCase),
        };
    }

    /// <summary>An entry for a queue.</summary>
    public static XElement Entry(string address, string queue, QueueSettings settings, QueueCounts counts, DateTimeOffset created) => new(
        Atom + "entry",
        new XElement(Atom + "id", address),
        new XElement(Atom + "title", new XAttribute("type", "text"), queue),
        new XElement(Atom + "published", XmlConvert.ToString(created)),
        new XElement(Atom + "updated", XmlConvert.ToString(created)),
        new XElement(
            Atom + "content",
            new XAttribute("type", "application/xml"),
            new XElement(
                ServiceBus + "QueueDescription",
                Item("LockDuration", XmlConvert.ToString(settings.LockDuration)),
                Item("MaxSizeInMegabytes", settings.MaxSizeInMegabytes),
                Item("RequiresDuplicateDetection", false),
                Item("RequiresSession", false),
                Item("DefaultMessageTimeToLive", XmlConvert.ToString(settings.DefaultMessageTimeToLive)),
                Item("DeadLetteringOnMessageExpiration", settings.DeadLetteringOnMessageExpiration),
                Item("MaxDeliveryCount", settings.MaxDeliveryCount),
                Item("EnableBatchedOperations", true),
                Item("SizeInBytes", counts.SizeInBytes),
                Item("MessageCount", counts.Total),
                Item("Status", "Active"),
                Item("CreatedAt", XmlConvert.ToString(created)),
                new XElement(
                    ServiceBus + "CountDetails",
                    new XElement(Counts + "ActiveMessageCount", counts.Active),
                    new XElement(Counts + "DeadLetterMessageCount", counts.DeadLetter),
                    new XElement(Counts + "ScheduledMessageCount", counts.Scheduled),
                    new XElement(Counts + "TransferMessageCount", 0),
                    new XElement(Counts + "TransferDeadLetterMessageCount", 0)))));

    /// <summary>A feed of entries. The service answers with an empty one when what was asked for does not exist.</summary>
    public static XElement Feed(string address, IEnumerable<XElement> entries) => new(
        Atom + "feed",
        new XElement(Atom + "id", address),
        new XElement(Atom + "title", new XAttribute("type", "text"), "Publicly Listed Services"),
        entries);

    private static XElement Item(string name, object value) => new(ServiceBus + name, value);

    private static string? Value(XElement description, string name) => description.Element(ServiceBus + name)?.Value.Trim();

    private static TimeSpan? Duration(XElement description, string name)
    {
        if (Value(description, name) is not { } text)
            return null;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Invalid($"{name} must be a duration such as PT1M, not '{text}'");
        }
    }

    private static int? Number(XElement description, string name) => Value(description, name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid($"{name} must be a whole number, not '{text}'");

    private static ServiceBusBrokerException Invalid(string message) => new(BrokerFailure.InvalidRequest, message);
}
