namespace CloudOrchestrator.Kinds.Validation;

/// <summary>Checks names of certificate signers: <c>domain.example/path</c>.</summary>
internal static class SignerNameValidation
{
    private const int DomainLengthMax = 253;
    private const int LengthMax = 571;

    public static void Validate(string signerName, string path, FaultList faults)
    {
        if (signerName.Length == 0)
        {
            faults.Required(path);
            return;
        }

        if (signerName.Split('/') is not [var domain, var name])
        {
            faults.Invalid(path, signerName, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }

        if (domain.Length > DomainLengthMax)
            faults.TooLong(path, DomainLengthMax);
        faults.Invalid(path, domain, FirstWrongLabel(domain, NameFormats.DnsLabel));
        if (!domain.Contains('.', StringComparison.Ordinal))
            faults.Invalid(path, domain, "should be a domain with at least two segments separated by dots");
        faults.Invalid(path, name, FirstWrongLabel(name, NameFormats.DnsSubdomain));
        if (signerName.Length > LengthMax)
            faults.TooLong(path, LengthMax);
    }

    // One wrong label is enough: what follows would only repeat it.
    private static IEnumerable<string> FirstWrongLabel(string text, Func<string, IReadOnlyList<string>> check) =>
        text.Split('.')
            .Select(label => check(label).Select(fault => $"validating label \"{label}\": {fault}").ToList())
            .FirstOrDefault(wrong => wrong.Count > 0) ?? [];
}
