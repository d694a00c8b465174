using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Azure;

namespace CloudOrchestrator.ServiceBus.Protocol;

/// <summary>The Atom entries of the management protocol.</summary>
internal static class QueueXml
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace ServiceBus = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";

    /// <summary>The entry a queue is created with. The service insists on the order of the elements.</summary>
    public static byte[] Write(CreateQueueOptions options) => Encoding.UTF8.GetBytes(new XElement(
        Atom + "entry",
        new XElement(
            Atom + "content",
            new XAttribute("type", "application/xml"),
            new XElement(
                ServiceBus + "QueueDescription",
                new XElement(ServiceBus + "LockDuration", XmlConvert.ToString(options.LockDuration)),
                new XElement(ServiceBus + "MaxSizeInMegabytes", options.MaxSizeInMegabytes),
                new XElement(ServiceBus + "DefaultMessageTimeToLive", XmlConvert.ToString(options.DefaultMessageTimeToLive)),
                new XElement(ServiceBus + "DeadLetteringOnMessageExpiration", options.DeadLetteringOnMessageExpiration),
                new XElement(ServiceBus + "MaxDeliveryCount", options.MaxDeliveryCount)))).ToString(SaveOptions.DisableFormatting));

    /// <summary>The entries of an answer: one, those of a feed, or none, which is how the service says that there is no such thing.</summary>
    public static IReadOnlyList<QueueRuntimeProperties> Read(Response response)
    {
        try
        {
            var root = XDocument.Parse(response.Content.ToString()).Root!;
            return [.. root.DescendantsAndSelf(Atom + "entry").Where(entry => entry.Descendants(ServiceBus + "QueueDescription").Any()).Select(Entry)];
        }
        catch (XmlException exception)
        {
            throw new ServiceBusException(
                ServiceBusFailureReason.GeneralError, $"Service Bus answered with something that is not an Atom document: {exception.Message}", response.Status, exception);
        }
    }

    private static QueueRuntimeProperties Entry(XElement entry) => new()
    {
        Name = entry.Element(Atom + "title")?.Value ?? "",
        ActiveMessageCount = Number(entry, "ActiveMessageCount"),
        DeadLetterMessageCount = Number(entry, "DeadLetterMessageCount"),
        ScheduledMessageCount = Number(entry, "ScheduledMessageCount"),
        TotalMessageCount = Number(entry, "MessageCount"),
        SizeInBytes = Number(entry, "SizeInBytes"),
    };

    private static long Number(XElement entry, string name) =>
        long.TryParse(entry.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
