using System.Buffers;
using System.Text;
using Azure;

namespace CloudOrchestrator.AzureTables.Protocol;

/// <summary>Body of an entity group transaction: one change set in a multipart of one part.</summary>
internal static class BatchRequest
{
    /// <summary>Most operations of a transaction.</summary>
    public const int OperationsMax = 100;

    /// <summary>Most bytes of a transaction's body.</summary>
    public const int BytesMax = 4 << 20;

    public static ReadOnlyMemory<byte> Write(IEnumerable<TableTransactionAction> actions, string endpoint, string table, string batch, string changeSet)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        var entity = new ArrayBufferWriter<byte>(4096);
        Append(body, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeSet}\r\n\r\n");
        var count = 0;
        foreach (var action in actions)
        {
            count++;
            Append(body, $"--{changeSet}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Append(body, action, endpoint, table, entity);
        }

        Append(body, $"--{changeSet}--\r\n--{batch}--\r\n");
        if (count is 0 or > OperationsMax)
            throw new ArgumentException($"a transaction has {count} operations; the Table service takes 1 to {OperationsMax}", nameof(actions));
        if (body.WrittenCount > BytesMax)
            throw new ArgumentException($"a transaction of {count} operations has {body.WrittenCount} bytes; the Table service takes {BytesMax}", nameof(actions));
        return body.WrittenMemory;
    }

    private static void Append(ArrayBufferWriter<byte> body, TableTransactionAction action, string endpoint, string table, ArrayBufferWriter<byte> entity)
    {
        var (method, etag) = action.ActionType switch
        {
            TableTransactionActionType.Add => ("POST", default),
            TableTransactionActionType.UpdateMerge => ("MERGE", Given(action.ETag)),
            TableTransactionActionType.UpdateReplace => ("PUT", Given(action.ETag)),
            TableTransactionActionType.Delete => ("DELETE", Given(action.ETag)),
            TableTransactionActionType.UpsertMerge => ("MERGE", default),
            TableTransactionActionType.UpsertReplace => ("PUT", default(ETag)),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action.ActionType, "unknown transaction step"),
        };
        var address = method == "POST" ? table : TableAddress.Entity(table, action.Entity.PartitionKey, action.Entity.RowKey);
        Append(body, $"{method} {endpoint}/{address} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n");
        if (method == "POST")
            Append(body, "Prefer: return-no-content\r\n");
        if (etag != default)
            Append(body, $"If-Match: {etag.ToString("H")}\r\n");
        if (method == "DELETE")
        {
            Append(body, "\r\n\r\n");
            return;
        }

        entity.ResetWrittenCount();
        EntityJson.Write(entity, action.Entity);
        Append(body, $"Content-Type: application/json\r\nContent-Length: {entity.WrittenCount}\r\n\r\n");
        body.Write(entity.WrittenSpan);
        Append(body, "\r\n");
    }

    private static ETag Given(ETag etag) => etag == default ? ETag.All : etag;

    private static void Append(ArrayBufferWriter<byte> body, string text)
    {
        var span = body.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        body.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
