namespace CloudOrchestrator.Objects;

/// <summary>Decodes base64 with Go's leniency (line breaks, any trailing bits) and Go's position of faults.</summary>
internal static class GoBase64
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Decodes a text; <paramref name="fault"/> is the offset of the first illegal character.</summary>
    public static bool TryDecode(string text, out byte[] bytes, out int fault)
    {
        bytes = [];
        var result = new List<byte>(text.Length * 3 / 4);
        var (bits, digits) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\r' or '\n')
                continue;
            if (text[i] == '=')
            {
                fault = FaultOfPadding(text, i, digits);
                if (fault >= 0)
                    return false;
                AddTail(result, bits, digits);
                bytes = [.. result];
                return true;
            }
            var value = text[i] < 0x80 ? Digits.IndexOf(text[i], StringComparison.Ordinal) : -1;
            fault = i;
            if (value < 0)
                return false;
            bits = (bits << 6) | value;
            if (++digits < 4)
                continue;
            result.AddRange([(byte)(bits >> 16), (byte)(bits >> 8), (byte)bits]);
            (bits, digits) = (0, 0);
        }
        bytes = [.. result];
        fault = text.Length - digits;
        return digits == 0;
    }

    private static int FaultOfPadding(string text, int position, int digits)
    {
        if (digits < 2)
            return position;
        var next = Skip(text, position + 1);
        if (digits == 2)
        {
            if (next == text.Length)
                return text.Length;
            if (text[next] != '=')
                return next - 1;
            next = Skip(text, next + 1);
        }
        return next < text.Length ? next : -1;
    }

    private static int Skip(string text, int position)
    {
        while (position < text.Length && text[position] is ('\r' or '\n'))
            position++;
        return position;
    }

    private static void AddTail(List<byte> result, int bits, int digits)
    {
        result.Add((byte)(digits == 2 ? bits >> 4 : bits >> 10));
        if (digits == 3)
            result.Add((byte)(bits >> 2));
    }
}
