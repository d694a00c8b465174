using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>The REST protocol of a namespace.</summary>
internal sealed class ServiceBusRest(ServiceBusBroker broker, ServiceBusRestOptions options, CancellationToken stopping)
{
    private const string BatchType = "application/vnd.microsoft.servicebus.json";
    private const string AtomEntry = "application/atom+xml;type=entry;charset=utf-8";
    private const string AtomFeed = "application/atom+xml;type=feed;charset=utf-8";
    private const string QueueList = "$Resources/Queues";

    private readonly RequestAuthorizer _authorizer = new(options, new BrokerTime(broker));

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/');
        // The namespace's own clock, which clients may correct theirs by.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Date = broker.Now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        try
        {
            if (path.StartsWith("$emulator/", StringComparison.Ordinal))
                await EmulatorViews.WriteAsync(context, broker, path);
            else
                await AnswerAsync(context, path);
        }
        catch (ServiceBusBrokerException exception)
        {
            await RefuseAsync(context, exception);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
    }

    private async Task AnswerAsync(HttpContext context, string path)
    {
        var method = context.Request.Method;
        var isList = path.Equals(QueueList, StringComparison.OrdinalIgnoreCase);
        var address = isList ? new ServiceBusAddress("", AddressedPart.Queue) : ServiceBusAddress.Parse(path);
        var needed = address.Operation switch
        {
            AddressedPart.Messages => AccessClaims.Send,
            AddressedPart.Queue => AccessClaims.Manage,
            _ => AccessClaims.Listen,
        };
        if (_authorizer.Refusal(context.Request.Headers.Authorization, context.Request.Host.Value ?? "", path, needed) is { } reason)
        {
            await WriteErrorAsync(context, StatusCodes.Status401Unauthorized, reason);
            return;
        }
        await ((address.Operation, method) switch
        {
            (AddressedPart.Queue, "GET") when isList => ListAsync(context),
            (AddressedPart.Queue, "GET") => GetAsync(context, address.Queue),
            (AddressedPart.Queue, "PUT") => PutAsync(context, address.Queue),
            (AddressedPart.Queue, "DELETE") => DeleteAsync(context, address.Queue),
            (AddressedPart.Messages, "POST") => SendAsync(context, address.Queue),
            (AddressedPart.Head, "POST") => ReceiveAsync(context, address.Queue, false),
            (AddressedPart.Head, "DELETE") => ReceiveAsync(context, address.Queue, true),
            (AddressedPart.LockedMessage, "DELETE") => SettleAsync(context, address, "complete", (queue, token) => queue.Complete(token)),
            (AddressedPart.LockedMessage, "PUT") => SettleAsync(context, address, "abandon", (queue, token) => queue.Abandon(token)),
            (AddressedPart.LockedMessage, "POST") => SettleAsync(context, address, "renew", (queue, token) => queue.Renew(token)),
            _ => WriteErrorAsync(context, StatusCodes.Status405MethodNotAllowed, $"{method} is not an operation on '{path}'"),
        });
    }

    private async Task SendAsync(HttpContext context, string queue)
    {
        var body = await ReadAsync(context);
        var contentType = context.Request.ContentType;
        if (contentType is not null && contentType.StartsWith(BatchType, StringComparison.OrdinalIgnoreCase))
        {
            if (contentType.Length > BatchType.Length)
                throw Invalid($"the Content-Type of a batch is '{BatchType}' without parameters, not '{contentType}'");
            if (context.Request.Headers.ContainsKey("BrokerProperties"))
                throw Invalid("the BrokerProperties header is not applied to a batch; put broker properties into each message");
            await broker.SendAsync(queue, Parse(body, BrokerPropertiesJson.Batch));
        }
        else
        {
            var message = new BrokerMessage { Body = body, ContentType = contentType, Properties = CustomProperties(context.Request.Headers) };
            if (context.Request.Headers["BrokerProperties"] is [{ Length: > 0 } json])
                message = Parse(Encoding.UTF8.GetBytes(json), properties => BrokerPropertiesJson.Apply(message, properties));
            await broker.SendAsync(queue, [message]);
        }
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private async Task ReceiveAsync(HttpContext context, string queue, bool destructive)
    {
        var wait = Wait(context.Request);
        // A stopping server must not sit out the polls of its receivers.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var delivery = await ReceiveAsync(queue, destructive, wait, stop.Token);
        if (delivery is null)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        var response = context.Response;
        response.StatusCode = destructive ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        response.ContentType = delivery.Message.ContentType;
        response.Headers["BrokerProperties"] = BrokerPropertiesJson.ForReceiver(delivery);
        if (!destructive)
            response.Headers.Location = $"{Root(context)}/{queue}/messages/{delivery.SequenceNumber}/{delivery.LockToken}";
        foreach (var (name, value) in delivery.Message.Properties)
            response.Headers[name] = BrokerPropertiesJson.HeaderOf(value);
        response.ContentLength = delivery.Message.Body.Length;
        await response.Body.WriteAsync(delivery.Message.Body, context.RequestAborted);
    }

    private async Task<LockedMessage?> ReceiveAsync(string queue, bool destructive, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            return destructive
                ? await broker.ReceiveAndDeleteAsync(queue, wait, cancellationToken)
                : await broker.PeekLockAsync(queue, wait, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private Task SettleAsync(HttpContext context, ServiceBusAddress address, string operation, Action<MessageQueue, Guid> action)
    {
        broker.Settle(address.Queue, Uri.UnescapeDataString(address.Message), address.LockToken, operation, action);
        context.Response.StatusCode = StatusCodes.Status200OK;
        return Task.CompletedTask;
    }

    private async Task PutAsync(HttpContext context, string queue)
    {
        RequireApiVersion(context.Request);
        var settings = QueueDescriptionXml.Read(Encoding.UTF8.GetString(await ReadAsync(context)));
        var isUpdate = context.Request.Headers.IfMatch.Count > 0;
        if (isUpdate)
            broker.UpdateQueue(queue, settings);
        else
            broker.CreateQueue(queue, settings);
        await WriteXmlAsync(context, isUpdate ? StatusCodes.Status200OK : StatusCodes.Status201Created, AtomEntry, Entry(context, queue));
    }

    private Task GetAsync(HttpContext context, string queue)
    {
        RequireApiVersion(context.Request);
        broker.CountManagement(queue);
        return broker.QueueExists(queue)
            ? WriteXmlAsync(context, StatusCodes.Status200OK, AtomEntry, Entry(context, queue))
            : WriteXmlAsync(context, StatusCodes.Status200OK, AtomFeed, QueueDescriptionXml.Feed($"{Root(context)}/{queue}", []));
    }

    private Task ListAsync(HttpContext context)
    {
        RequireApiVersion(context.Request);
        broker.CountManagement(QueueList);
        var skip = Number(context.Request, "$skip") ?? 0;
        var top = Math.Min(Number(context.Request, "$top") ?? 100, 100);
        var entries = broker.Queues.Skip(skip).Take(top).Where(broker.QueueExists).Select(queue => Entry(context, queue));
        return WriteXmlAsync(context, StatusCodes.Status200OK, AtomFeed, QueueDescriptionXml.Feed($"{Root(context)}/{QueueList}", entries));
    }

    private Task DeleteAsync(HttpContext context, string queue)
    {
        RequireApiVersion(context.Request);
        if (!broker.QueueExists(queue))
            return WriteErrorAsync(context, StatusCodes.Status404NotFound, ServiceBusBroker.NotFound(queue).Message);
        broker.DeleteQueue(queue);
        context.Response.StatusCode = StatusCodes.Status200OK;
        return Task.CompletedTask;
    }

    private XElement Entry(HttpContext context, string queue) =>
        QueueDescriptionXml.Entry($"{Root(context)}/{queue}", queue, broker.Settings(queue), broker.Counts(queue), broker.CreatedAt(queue));

    private static string Root(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private TimeSpan Wait(HttpRequest request)
    {
        if (request.Query["timeout"] is not [{ } text])
            return options.DefaultWait;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            throw Invalid($"timeout must be a number of seconds, not '{text}'");
        return seconds > options.LongestWait.TotalSeconds ? options.LongestWait : TimeSpan.FromSeconds(seconds);
    }

    private static int? Number(HttpRequest request, string name) => request.Query[name] is not [{ } text]
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid($"{name} must be a whole number, not '{text}'");

    private static void RequireApiVersion(HttpRequest request)
    {
        if (request.Query["api-version"] is not [{ Length: > 0 }])
            throw Invalid("a management request needs ?api-version=, such as 2021-05");
    }

    private async Task<byte[]> ReadAsync(HttpContext context)
    {
        // A batch is larger on the wire than its messages are; what is larger than this cannot be a batch that fits.
        var limit = broker.Options.MaxMessageBytes * 8;
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (buffer.Length + read > limit)
                throw new ServiceBusBrokerException(BrokerFailure.MessageTooLarge, $"the request is larger than {limit} bytes, messages may have {broker.Options.MaxMessageBytes}");
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }

    private static T Parse<T>(byte[] json, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw Invalid($"not JSON: {exception.Message}");
        }
    }

    /// <summary>Headers HTTP does not know are custom properties; a value that is no JSON scalar is none, as tracing headers of clients are not.</summary>
    private static Dictionary<string, object> CustomProperties(IHeaderDictionary headers)
    {
        var properties = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in headers)
        {
            if (!StandardHeaders.Contains(name) && values is [{ } text] && BrokerPropertiesJson.FromHeader(text) is { } value)
                properties[name] = value;
        }
        return properties;
    }

    private Task RefuseAsync(HttpContext context, ServiceBusBrokerException exception)
    {
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        var isManagement = context.Request.Query.ContainsKey("api-version");
        if (exception.Failure == BrokerFailure.Throttled)
            context.Response.Headers.RetryAfter = "2";
        return WriteErrorAsync(
            context,
            exception.Failure switch
            {
                BrokerFailure.QueueNotFound => isManagement ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone,
                BrokerFailure.QueueExists => StatusCodes.Status409Conflict,
                BrokerFailure.LockLost => StatusCodes.Status404NotFound,
                BrokerFailure.MessageTooLarge or BrokerFailure.QuotaExceeded => StatusCodes.Status403Forbidden,
                BrokerFailure.Throttled => options.ThrottledStatus,
                BrokerFailure.TooManyConnections => StatusCodes.Status403Forbidden,
                _ => StatusCodes.Status400BadRequest,
            },
            exception.Message);
    }

    private Task WriteErrorAsync(HttpContext context, int status, string detail) => WriteXmlAsync(
        context,
        status,
        "application/xml; charset=utf-8",
        new XElement("Error", new XElement("Code", status), new XElement("Detail", $"{detail} Timestamp:{broker.Now.UtcDateTime:s}")));

    private static Task WriteXmlAsync(HttpContext context, int status, string contentType, XElement xml)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(xml.ToString(SaveOptions.DisableFormatting), context.RequestAborted);
    }

    private static ServiceBusBrokerException Invalid(string message) => new(BrokerFailure.InvalidRequest, message);

    private sealed class BrokerTime(ServiceBusBroker broker) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => broker.Now;
    }
}
