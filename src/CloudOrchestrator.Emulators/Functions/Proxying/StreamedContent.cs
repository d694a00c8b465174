using System.Buffers;
using System.Net;

namespace CloudOrchestrator.Emulators.Functions.Proxying;

/// <summary>A request body passed on as it arrives. It can be sent once.</summary>
internal sealed class StreamedContent(Stream body, long? length, Action onActivity) : HttpContent
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Why the client's side broke while its body was read; null while it has not.</summary>
    public Exception? ClientFault { get; private set; }

    /// <summary>True once reading has begun: from then on the request cannot be sent again.</summary>
    public bool Begun { get; private set; }

    /// <summary>Copies <paramref name="from"/> to <paramref name="to"/>, each piece at once.</summary>
    public static async Task CopyAsync(Stream from, Stream to, Action onActivity, Action<Exception> onReadFault, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (true)
            {
                int read;
                try
                {
                    read = await from.ReadAsync(buffer, cancellationToken);
                }
                catch (Exception exception)
                {
                    onReadFault(exception);
                    throw;
                }

                if (read == 0)
                    return;
                onActivity();
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await to.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begun = true;

        // The handler may want to see the headers before the client has sent anything.
        await stream.FlushAsync(cancellationToken);
        await CopyAsync(body, stream, onActivity, fault => ClientFault = fault, cancellationToken);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long computed)
    {
        computed = length ?? 0;
        return length is not null;
    }
}
