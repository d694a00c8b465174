namespace CloudOrchestrator.ServiceBus;

/// <summary>A shared access signature someone else made. It may be replaced while it is used.</summary>
public sealed class ServiceBusSasCredential
{
    private string _signature;

    /// <summary>Uses a signature: <c>SharedAccessSignature sr=…&amp;sig=…&amp;se=…&amp;skn=…</c>.</summary>
    public ServiceBusSasCredential(string signature) => _signature = Checked(signature);

    /// <summary>The signature in use.</summary>
    public string Signature => Volatile.Read(ref _signature);

    /// <summary>Replaces the signature; requests that begin from now on use the new one.</summary>
    public void Update(string signature) => Volatile.Write(ref _signature, Checked(signature));

    private static string Checked(string signature) => signature.StartsWith("SharedAccessSignature ", StringComparison.Ordinal)
        ? signature
        : throw new ArgumentException("a shared access signature begins with 'SharedAccessSignature '", nameof(signature));
}
