namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>Version of the OpenAPI specification that a document follows.</summary>
internal enum OpenApiDialect
{
    /// <summary>2.0, once called Swagger: no alternatives, no defaults on references.</summary>
    Version2,

    /// <summary>3.0.</summary>
    Version3,
}
