namespace CloudOrchestrator.Testing.Azure.Arm;

/// <summary>A request that Azure Resource Manager refuses.</summary>
internal sealed class ArmException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;
}
