namespace CloudOrchestrator.Objects.Schemas;

/// <summary>Derives schemas from annotated C# types. One instance shares the nodes of types that occur in several kinds; safe for concurrent use.</summary>
public sealed class SchemaBuilder
{
    /// <summary>The schema of <paramref name="type"/>, an annotated record.</summary>
    public SchemaNode Build(Type type) => throw new NotImplementedException();
}
