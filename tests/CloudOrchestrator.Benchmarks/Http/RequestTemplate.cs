using System.Text;

namespace CloudOrchestrator.Benchmarks.Http;

/// <summary>
/// The bytes of a request, made once; only numbers are written into them. Eight <c>#</c> stand for the number of an object, eight <c>@</c> for one that is different each time.
/// One per thread: <see cref="With"/> changes the bytes in place.
/// </summary>
internal sealed class RequestTemplate
{
    private const int Digits = 8;
    private readonly byte[] _bytes;
    private readonly int[] _objects;
    private readonly int[] _turns;

    public RequestTemplate(Kubeconfig kubeconfig, string method, string path, string? mediaType = null, string? body = null)
    {
        var head = new StringBuilder()
            .Append(method).Append(' ').Append(path).Append(" HTTP/1.1\r\nHost: ").Append(kubeconfig.Server.Authority).Append("\r\nAccept: application/json\r\n");
        if (kubeconfig.Token is { } token)
            head.Append("Authorization: Bearer ").Append(token).Append("\r\n");
        if (body is not null)
            head.Append("Content-Type: ").Append(mediaType).Append("\r\nContent-Length: ").Append(Encoding.UTF8.GetByteCount(body)).Append("\r\n");
        head.Append("\r\n").Append(body);
        var text = head.ToString();
        _bytes = Encoding.UTF8.GetBytes(text);
        _objects = Slots('#');
        _turns = Slots('@');
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The request for one object.</summary>
    public ReadOnlySpan<byte> With(long number, long turn = 0)
    {
        foreach (var slot in _objects)
            Write(slot, number);
        foreach (var slot in _turns)
            Write(slot, turn);
        return _bytes;
    }

    private void Write(int slot, long number)
    {
        for (var index = slot + Digits - 1; index >= slot; index--)
        {
            _bytes[index] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }

    private int[] Slots(char mark)
    {
        var wanted = Encoding.ASCII.GetBytes(new string(mark, Digits));
        var slots = new List<int>();
        for (var from = 0; _bytes.AsSpan(from).IndexOf(wanted) is var found and >= 0; from = slots[^1] + Digits)
            slots.Add(from + found);
        return [.. slots];
    }
}
